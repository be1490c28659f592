/**
 * What the questions of a review are about, by the IDs that they have in its JSON, and how each is answered: for
 * `sallyport explain`, which knows no description.
 */
export const QUESTION_MEANINGS: Readonly<Record<string, string>> = {
  "authentication-unstated":
    "Does the API require a credential? No security requirement says so. Answer it in `sallyport.yaml`, under `admission`; better, declare `security` in the description",
  subscription: "Who can subscribe to the webhooks? Answer it in `sallyport.yaml`, under `admission.webhooks`",
  tenancy:
    "Do all callers see the same data, or each account only its own? Answer it in `sallyport.yaml`, under `tenancy`",
  "whose-things":
    "Do callers have things of their own there, or do all callers see the same? If all see the same, record the tests of these operations as not applicable with `sallyport register test`; otherwise make them",
  "chosen-tenant":
    "Callers say in the request whose data a call is about. Does the server refuse every value that the credential was not issued for? Try it: it is among the authorization tests (`sallyport tests`)",
  "shown-members":
    "An operation shows people to each other, as a feed or a chat does. Have these people agreed to that? If not, return less. No setting answers it",
  "published-people":
    "An operation publishes people who are listed for their work. Do they know that this data is published? Is any of it private? No setting answers it",
  "possible-fields":
    "Does a field hold personal or secret data, although its name does not show it? Answer it in `sallyport.yaml`, under `data.fields`, with a sensitivity and a reason",
  "contradicted-answer":
    "`sallyport.yaml` says that not everyone can get a credential, but the description has an open sign-up for it or shows that people whom the organization serves have it. Correct the one that is wrong",
  "one-key":
    "The same key reads and does great harm. Can a key be limited to what its holder needs, or do the harmful operations require more? No setting answers it",
  "step-up":
    "Operations that move money or cannot be undone require nothing but a log-in. Is the user asked again, for a code or the password? No setting answers it",
  "unused-settings":
    "Settings of `sallyport.yaml` name something that the description does not have, and have no effect. Correct the name, or move what is for another description under `apis`",
  "unused-dismissals": "Dismissals of `sallyport.yaml` match no finding any more. Remove them if they are not needed",
};
