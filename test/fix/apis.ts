/** A description with findings of several severities, and fixes of every certainty. */
export const API = `openapi: 3.0.3
info:
  title: Orders # ours
  version: "1"
  contact: { email: orders@acme.io }
servers:
  - url: http://api.acme.io/v1 # until May
paths:
  /orders/{id}:
    # one of them
    get:
      operationId: getOrder
      security:
        - tokn: []
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
        - name: slug
          in: query
          schema:
            type: string
            pattern: '[a-z0-9-]+'   # letters
            example: abc-def
      responses:
        '200':
          description: One order. Try it with AKIAQ3ZKR7T2M5XWV6UB.
          content:
            application/json:
              schema: { type: object, properties: { total: { type: integer } } }
components:
  securitySchemes:
    token: # for partners
      type: http
      scheme: bearer
`;

export const SETTINGS = "admission: { token: own }\naudience: private\nowner: Orders\n";

/** People behind a credential of which nobody says who gets it. */
export const PEOPLE = `openapi: 3.0.3
info: { title: People, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ bearerAuth: [] }]
paths:
  /users/{userId}:
    get:
      operationId: getUser
      parameters:
        - { name: userId, in: path, required: true, schema: { type: integer } }
      responses:
        "200":
          description: A user.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/User" }
    delete:
      operationId: deleteUser
      parameters:
        - { name: userId, in: path, required: true, schema: { type: integer } }
      responses:
        "204": { description: Gone. }
components:
  securitySchemes:
    bearerAuth: { type: http, scheme: bearer }
  schemas:
    User:
      type: object
      properties:
        id: { type: integer }
        fullName: { type: string }
        email: { type: string, format: email }
        passwordHash: { type: string }
`;
