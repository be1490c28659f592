import { expect, test } from "vitest";
import { statedIn } from "../../src/lexicon/statements.ts";
import type { Statement } from "../../src/lexicon/statement.ts";

/* Sentences by which a control is left out: an approval that outlives a change, a second look by the first, a check in an app. */

const SAID: readonly (readonly [Statement, says: readonly string[], not: readonly string[]])[] = [
  [
    "stays-approved",
    [
      "Les articles sont remplacés jusqu'à l'expédition sans que la validation soit à refaire.",
      "Items can still be replaced once the budget is approved; no new approval is needed.",
      "The amount may be raised later without being approved again.",
      "Changing the recipient does not reset the approval.",
      "Der Betrag lässt sich danach ändern, die Freigabe bleibt bestehen.",
      "Positionen können ohne erneute Genehmigung ausgetauscht werden.",
      "Le montant peut être modifié ensuite sans nouvelle approbation.",
      "El importe se puede cambiar después sin nueva aprobación.",
      "Las líneas se modifican y el pedido sigue aprobado.",
      "O valor pode ser alterado depois sem nova aprovação.",
      "Os itens podem ser substituídos e o pedido continua aprovado.",
    ],
    [
      "Any change resets the approval.",
      "Lines can be changed until approval; afterwards a new approval is needed.",
      "Nach einer Änderung ist eine erneute Genehmigung nötig.",
      "Toute modification exige une nouvelle validation.",
      "Si se cambia el importe, vuelve a pedirse la aprobación.",
      "Qualquer alteração exige nova aprovação.",
      "Cannot be changed without a new approval.",
      "Sans nouvelle validation, la modification est refusée.",
    ],
  ],
  [
    "maker-too",
    [
      "La puede dar cualquier socio de la cooperativa, también quien lo pidió.",
      "Any member of the team can do this, including the person who asked for it.",
      "Can be approved by any approver, also by the requester.",
      "Jede Führungskraft darf freigeben, auch wer den Antrag gestellt hat.",
      "Auch der Antragsteller selbst kann zustimmen.",
      "Tout valideur peut l'accorder, y compris celui qui a fait la demande.",
      "Peut être donnée par l'auteur de la demande lui-même.",
      "La firma cualquiera de los apoderados, incluido quien la solicitó.",
      "Qualquer gestor pode aprovar, inclusive quem pediu.",
      "Pode ser dada por qualquer diretor, até mesmo por quem criou o pedido.",
    ],
    [
      "Any approver but the requester.",
      "Not by the person who asked for it.",
      "Jede Führungskraft, nur nicht wer den Antrag gestellt hat.",
      "Le valideur ne doit pas être l'auteur de la demande.",
      "Lo aprueba otra persona, nunca quien lo pidió.",
      "Não pode ser quem pediu.",
      "The requester is told by mail.",
      "Auch der Antragsteller erhält eine E-Mail.",
      "Quem pediu recebe um aviso.",
    ],
  ],
  [
    "not-compared",
    [
      "O horário do turno é conferido pelo aplicativo antes da chamada.",
      "The age limit is checked by the app before the call.",
      "Whether the shift has begun is checked in the app.",
      "The app checks the remaining quota before it calls.",
      "Die Öffnungszeit wird von der App geprüft, bevor sie die Schranke öffnet.",
      "Das Guthaben prüft der Client vor dem Aufruf.",
      "Le plafond est contrôlé par l'application avant l'appel.",
      "L'application vérifie que la période de location est en cours.",
      "El horario lo comprueba la aplicación antes de llamar.",
      "O limite de idade é verificado no aplicativo.",
    ],
    [
      "The server checks the shift.",
      "The app checks the format of the number before it calls.",
      "The age limit is checked by the app, and again by the server.",
      "Die App prüft die Schreibweise der Adresse.",
      "Das Guthaben prüft der Dienst, die App zeigt es nur an.",
      "L'application vérifie la qualité de la photo avant l'envoi.",
      "El servidor comprueba el horario, la aplicación solo lo muestra.",
      "O servidor confere o horário antes de abrir.",
    ],
  ],
  [
    "to-interpreter",
    [
      "Die Bedingung wird unverändert an die Datenbank gegeben.",
      "The filter is passed to the database as it is.",
      "The condition goes to the reporting database unchanged.",
      "The expression is handed to the database unmodified.",
      "Der Filter geht eins zu eins an die Datenbank.",
      "Le critère est transmis tel quel à la base de données.",
      "La condition est passée à la base sans modification.",
      "La condición se pasa tal cual a la base de datos.",
      "El filtro llega a la base de datos sin cambios.",
      "A condição é repassada ao banco de dados sem alteração.",
    ],
    [
      "The filter is checked against a list of fields and bound as a parameter before it reaches the database.",
      "The text is stored in the database unchanged.",
      "Der Name wird unverändert in der Datenbank gespeichert.",
      "Le commentaire est enregistré tel quel dans la base.",
      "La nota se guarda tal cual en la base de datos.",
      "O texto é gravado no banco de dados sem alteração.",
    ],
  ],
  [
    "replaces-decided",
    [
      "`dose`, if given, replaces what was prescribed.",
      "A different dose overrides the prescribed one.",
      "If `price` is sent, it replaces the negotiated price.",
      "`discount` takes precedence over the agreed one.",
      "Eine angegebene Menge ersetzt die verordnete.",
      "`preis` überschreibt den vereinbarten Preis.",
      "La quantité indiquée remplace celle qui a été prescrite.",
      "`remise` prévaut sur la remise convenue.",
      "Si se envía `cantidad`, sustituye a la recetada.",
      "`preco`, se enviado, substitui o preço contratado.",
    ],
    [
      "The new address replaces the one on file.",
      "The pharmacist's quantity replaces what was prescribed after the doctor confirms.",
      "The agreed price replaces what was sent.",
      "Eine neue Datei ersetzt die vorige.",
      "Der vereinbarte Preis ersetzt den angegebenen.",
      "La nouvelle photo remplace la précédente.",
      "`cantidad` no sustituye a la recetada.",
      "O novo endereço substitui o anterior.",
    ],
  ],
  [
    "shows-what-came",
    [
      "En cas d'erreur, le début de ce qui a été reçu figure dans la réponse.",
      "Bei einem Abbruch stehen die ersten Zeilen des Inhalts in `hinweis`.",
      "If parsing fails, the first 500 characters of what was received are in `excerpt`.",
      "Les premiers octets reçus sont renvoyés dans `extrait`.",
      "Si falla, los primeros caracteres de lo recibido aparecen en `detalle`.",
      "Se falhar, o início do que foi recebido vem em `trecho`.",
      "On failure the first 2 KB of the file are returned in `sample`.",
      "Bei einem Fehler enthält `detail` die ersten Zeichen der Datei.",
    ],
    [
      "If parsing fails, the line number is in `detail`.",
      "Bei einem Fehler steht die Nummer der Zeile in `detail`.",
      "Les premiers résultats sont renvoyés.",
      "Los primeros 20 clientes aparecen en la lista.",
      "The first 50 items are returned.",
    ],
  ],
];

test.each(
  SAID.flatMap(([statement, says, not]) => [
    ...says.map((sentence) => [statement, sentence, true] as const),
    ...not.map((sentence) => [statement, sentence, false] as const),
  ]),
)("%s: %s", (statement, sentence, isSaid) => {
  expect(statedIn(sentence).has(statement)).toBe(isSaid);
});
