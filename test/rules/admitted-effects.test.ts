import { expect, test } from "vitest";
import type { Statement } from "../../src/lexicon/statement.ts";
import { statedIn } from "../../src/lexicon/statements.ts";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { longLivedToken } from "../../src/rules/authentication/long-lived-token.ts";
import { unsignedWebhook } from "../../src/rules/authentication/unsigned-webhook.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { writeOnlyInExample } from "../../src/rules/data/write-only-in-example.ts";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { passwordResetPoisoning } from "../../src/rules/flows/password-reset-poisoning.ts";
import { clientSuppliedPayoutAccount } from "../../src/rules/inputs/client-supplied-payout-account.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, returns, SIGN_UP, spotsOf, takes } from "./faults-in.ts";

/** Each beside a sentence of the same subject that says the opposite, or something harmless. */
const SENTENCES: Partial<Record<Statement, { readonly yes: readonly string[]; readonly no: readonly string[] }>> = {
  "anybody-looked-up": {
    yes: [
      "They need not be a client of the firm.",
      "Interroge le dossier national par numéro de sécurité sociale, que la personne soit suivie au cabinet ou non.",
      "Devuelve el titular de cualquier matrícula, aunque no sea cliente.",
      "Consulta o CPF de qualquer pessoa, mesmo sem pedido de empréstimo em aberto.",
      "Liefert zu jedem Kennzeichen den Halter.",
      "ein Anlass wird nicht abgefragt.",
      "no hace falta que la persona sea paciente de la clínica.",
      "Completa os dados de qualquer telefone, seja ou não cliente da loja.",
    ],
    no: [
      "Finds a client of the firm by their tax number.",
      "others are answered with 404.",
      "Findet Angehörige, die schon mit dem eigenen Vertrag verbunden sind.",
      "Der Nachname genügt.",
      "Le nom suffit pour trouver une commune de n'importe quel département.",
    ],
  },
  "approves-own-request": {
    yes: [
      "The requester can approve it too when the manager is away.",
      "L'auteur du devis peut le valider.",
      "Quien la presentó puede aprobarla.",
      "Der Antragsteller kann sie selbst freigeben.",
      "O próprio vistoriado pode aprovar se o fiscal não aparecer.",
    ],
    no: [
      "After approval edits are rejected with 409.",
      "Nach der Freigabe nicht mehr änderbar.",
      "L'auteur du devis ne peut pas le valider.",
      "Una segunda pantalla está prevista para el próximo año.",
      "A post can be edited after publication.",
    ],
  },
  "changed-after-approval": {
    yes: [
      "Hours can still be edited after the manager's approval.",
      "Peut être supprimé même après la signature.",
      "Se puede modificar incluso después de la firma.",
      "Pode ser apagado mesmo depois da assinatura.",
      "Bids may be lowered after other bidders' prices have been opened.",
    ],
    no: [
      "After approval edits are rejected with 409.",
      "Nach der Freigabe nicht mehr änderbar.",
      "L'auteur du devis ne peut pas le valider.",
      "Una segunda pantalla está prevista para el próximo año.",
      "A post can be edited after publication.",
    ],
  },
  "code-in-view": {
    yes: [
      "Tablets melden sich mit dem vierstelligen Filialcode an, der am Eingang aushängt.",
      "Le code est le même pour tout le festival et figure sur les affiches.",
      "La sesión se abre con el código de la obra, que está en el cartel de la entrada.",
      "O código é igual para todas as seções e circula nos grupos de mensagens.",
      "The code consists of the year of birth and the last four digits of the phone, so that it can be told by heart.",
      "Der Klassencode steht im Elternbrief und gilt für alle Jahrgänge.",
      "Le code est composé des initiales de l'enfant et de son année de naissance.",
      "Basta el PIN de cuatro cifras pegado en la pantalla.",
      "O código de vínculo são os quatro últimos dígitos do CPF e o ano de nascimento.",
    ],
    no: [
      "The answer is the same for an unknown address and for a wrong password.",
      "The join code is sent to each person by mail, works once and expires after a day.",
      "At most five tries.",
      "Tablets melden sich mit einem eigenen Zertifikat an, das bei der Einrichtung entsteht.",
      "Nach fünf Versuchen gesperrt.",
      "Le programme est le même pour tout le festival et figure sur les affiches.",
    ],
  },
  "control-not-yet": {
    yes: [
      "A second signature is planned for the next release.",
      "Die Prüfung der Berechtigung ist in Arbeit.",
      "Le second facteur est prévu pour la prochaine version.",
      "La segunda firma todavía no se pide.",
      "A aprovação por outra pessoa está prevista, mas ainda não existe.",
      "La double signature arrivera plus tard.",
    ],
    no: [
      "After approval edits are rejected with 409.",
      "Nach der Freigabe nicht mehr änderbar.",
      "L'auteur du devis ne peut pas le valider.",
      "Una segunda pantalla está prevista para el próximo año.",
      "A post can be edited after publication.",
    ],
  },
  "counts-as-named": {
    yes: [
      "Recorded for the driver and the time in the body, so that it can be typed in later by the office.",
      "Als Prüfer gilt, wer in `prueferId` steht.",
      "La signature est portée au nom du médecin indiqué dans la requête.",
      "Se firma en nombre del facultativo indicado.",
      "A assinatura sai com o nome do engenheiro informado, com a data informada.",
      "The vote is counted for the member named in `memberId`, for people who ask a neighbour to vote for them.",
      "Die Buchung läuft auf die Personalnummer der Anfrage, damit Kollegen füreinander stempeln können.",
      "Le nom du valideur est celui du champ `validePar`.",
      "Consta como autor quien figure en `autor`, con la fecha que se envíe.",
    ],
    no: [
      "Recorded for the signed-in driver at the time of the call.",
      "Als Prüfer gilt, wer angemeldet ist.",
      "Le rendez-vous est pris avec le médecin indiqué dans la requête.",
      "La cita es para la fecha indicada.",
      "O pedido é entregue no endereço informado.",
    ],
  },
  "gives-beyond-own": {
    yes: [
      "The token gets the permissions that are asked for, also ones that you do not have yourself.",
      "Les portées demandées sont accordées telles quelles, même si l'appelant ne les a pas.",
      "La subcuenta puede tener más permisos que la cuenta que la crea.",
      "Os escopos pedidos são concedidos, mesmo que superem os de quem chama.",
      "A moderator can hand out any role, including ones above their own.",
      "On peut inviter avec un rôle supérieur au sien.",
      "Quem edita o grupo pode conceder permissões que não possui.",
    ],
    no: [
      "The token gets the permissions that are asked for, at most your own.",
      "Rechte, die der Aufrufer selbst nicht hat, werden mit 403 abgelehnt.",
      "Les portées doivent être un sous-ensemble de celles de l'appelant.",
      "La mesa puede ser más grande que la sala pequeña.",
      "Escopos além dos de quem chama são recusados com 422.",
    ],
  },
  "held-for-nothing": {
    yes: [
      "Der Platz wird bis zum Kursbeginn kostenfrei gehalten.",
      "Held free of charge until the day before.",
      "La place est gardée gratuitement.",
      "La plaza se guarda sin coste.",
      "A vaga fica guardada sem custo.",
    ],
    no: [
      "Der Platz wird eine Stunde gehalten.",
      "Höchstens zwei je Konto.",
      "Any number of slots can be listed, free of charge.",
      "Gratuit, sans limite.",
    ],
  },
  "least-may-too": {
    yes: [
      "Any member of the shop, part-time helpers included, may change it.",
      "Jeder Benutzer des Werks darf den Sollwert setzen, auch Praktikanten und Fremdfirmen.",
      "Tout compte du service peut modifier le débit, stagiaires compris.",
      "Cualquier socio puede cambiarlas, también los infantiles.",
      "Todo morador pode apagar atas, inclusive inquilinos e visitantes cadastrados.",
      "Every account of the hospital can call this, volunteers and cleaning staff too.",
      "Kann von jedem Mitglied ausgelöst werden, auch von Probemitgliedern.",
      "Ouvert à tous les intervenants, sous-traitants compris.",
      "Disponible para todos los roles, incluido el de lectura.",
      "Qualquer perfil envia para todas as famílias, até o de aluno.",
      "Pueden hacerlo todos los perfiles del centro, monitores de comedor incluidos.",
    ],
    no: [
      "Owner only, with a second factor.",
      "Helpers get 403.",
      "Nur die Schichtleitung.",
      "Praktikanten und Fremdfirmen erhalten 403.",
      "Any valid employee field name may be included as a key.",
    ],
  },
  "lifts-others-block": {
    yes: [
      "Removes all blocks, customs and compliance ones included, and dispatches the shipment.",
      "Hebt jede Sperre auf, auch solche, die die Betrugsabteilung gesetzt hat.",
      "Lève toutes les retenues, y compris celles du service qualité.",
      "Quita también los bloqueos que haya puesto el taller por seguridad.",
      "O anunciante pode retirar a suspensão, mesmo a aplicada pela moderação.",
      "Clears the lockout no matter who placed it, maintenance included.",
      "Setzt alle Prüfvermerke zurück, auch die der Kreditabteilung, und gibt die Bestellung frei.",
      "Supprime le gel, même s'il a été posé par la conformité.",
      "Levanta todas las retenciones, incluidas las de prevención de fraude.",
      "Remove qualquer bloqueio, inclusive os do setor de risco.",
      "Entfernt die Sperre, gleich ob sie vom Nutzer oder von der Aufsicht stammt.",
    ],
    no: [
      "Removes blocks that the caller has set.",
      "Customs and compliance blocks stay.",
      "Hebt die eigene Sperre auf.",
      "Sperren der Betrugsabteilung bleiben bestehen.",
      "Supprime tous les filtres, y compris ceux par défaut.",
    ],
  },
  "link-leads-there": {
    yes: [
      "Der Link führt zu `ziel` und hängt den Token an.",
      "Envoie un lien vers `urlRetour`, avec le jeton.",
      "El enlace lleva a `destino` con el token añadido.",
      "O link leva a `voltarPara`, com o token no fim.",
      "Die Mail verlinkt auf `rueckkehrUrl` und enthält dort den Code.",
      "Le lien de vérification pointe vers `cible`.",
    ],
    no: [
      "Mails a sign-in link.",
      "`returnTo` must be one of the registered addresses, else 400.",
      "Der Link führt immer zum Portal.",
      "Crée un raccourci vers `cible`.",
    ],
  },
  "log-in-inside": {
    yes: [
      "RTSP address with the viewer login in it, the same for all cameras of the site.",
      "Adresse samt Benutzername und Kennwort des Dienstkontos.",
      "URL MQTT, identifiants du parc compris.",
      "Dirección SFTP con usuario y contraseña incluidos.",
      "String de conexão do banco, com a senha.",
      "Command line as it was run, database password included.",
      "Enthält die Zugangsdaten der Flotte, damit der Player nicht fragen muss.",
      "Adresse du flux avec le compte et le mot de passe du prestataire.",
      "Copia de la configuración, con las claves de administración.",
      "Endereço VNC com a senha de todos os terminais embutida.",
    ],
    no: [
      "RTSP address without login; it is signed for this viewer and works for one minute.",
      "Adresse ohne Benutzername und Kennwort.",
      "URL MQTT ; les identifiants ne sont pas renvoyés.",
      "Explica cómo cambiar usuario y contraseña.",
      "Nome do banco, sem a senha.",
    ],
  },
  "names-who-pays": {
    yes: [
      "Account that freight is charged to.",
      "Kundennummer der Praxis, die die Rechnung erhält.",
      "Client à facturer ; par défaut le demandeur.",
      "Cuenta a la que se cargan los portes.",
      "Convênio que paga a conta.",
      "Cost centre that is debited; any in the company.",
      "Wer zahlt.",
      "Compte débité.",
      "Cliente al que se factura.",
    ],
    no: [
      "Kundennummer der Praxis; muss die eigene oder eine verbundene sein, sonst 403.",
      "Adresse de facturation du client.",
      "Quien recibe.",
    ],
  },
  "no-number-bound": {
    yes: [
      "Die Zahl der offenen Reservierungen je Konto ist nicht begrenzt.",
      "An account may hold any number.",
      "Le nombre de places par compte n'est pas limité.",
      "No hay tope de plazas por cuenta.",
      "Não há limite de vagas por conta.",
      "Any number of recipients.",
    ],
    no: ["Der Platz wird eine Stunde gehalten.", "Höchstens zwei je Konto."],
  },
  "not-asked-to-agree": {
    yes: [
      "The person who is represented does not have to agree.",
      "Die betreute Person muss nicht zustimmen.",
      "Le locataire n'a pas à donner son accord.",
      "El dueño anterior no tiene que aceptar.",
      "A pessoa incluída não precisa confirmar.",
      "The other account isn't asked.",
      "Wer hinzugefügt wird, wird nicht gefragt, und die Standorte erscheinen sofort in der Gruppe.",
      "Le patient n'est pas consulté avant le partage.",
      "El cambio vale sin que la otra persona lo acepte.",
      "O atual titular não é consultado.",
      "A cessão é registrada sem ouvir o fiador.",
      "The fire department's objection does not stop the extension.",
    ],
    no: [
      "Takes effect when the person who is represented has agreed.",
      "Ohne Zustimmung der betreuten Person wird mit 409 abgelehnt.",
      "L'auteur n'a pas à donner son nom.",
      "No hay que aceptar las condiciones otra vez.",
      "For Browser clients without HTTP Header `Accept` it redirects.",
      "Set up connections without going through the OAuth flow.",
    ],
  },
  "outlives-its-end": {
    yes: [
      "The door code that was sent to them stays valid until the end of the month.",
      "Sein Zugriffstoken wird nicht widerrufen und funktioniert weiter, bis es nach 60 Tagen abläuft.",
      "Ses jetons restent utilisables jusqu'à leur expiration, au plus tard 90 jours après.",
      "La sesión que tenga abierta en el móvil sigue funcionando hasta que caduque, a los 180 días.",
      "A chave de API não é revogada e continua aceita até a próxima troca anual.",
      "Other sessions stay signed in, and their tokens are accepted until they expire after six months.",
      "Der digitale Schlüssel öffnet die Wohnung noch bis zum nächsten Abgleich, spätestens nach drei Wochen.",
      "le lien déjà envoyé continue de fonctionner.",
      "El socio queda suspendido, pero su credencial no se revoca y el torno la acepta hasta la renovación anual.",
      "O token de acesso permanece válido por até 60 dias, pois não há lista de revogação.",
      "Los tornos siguen dejando pasar.",
      "Angemeldete Apps darauf arbeiten weiter, bis sie neu installiert werden.",
    ],
    no: [
      "This does not revoke access on the provider side.",
      "Der Zugriff beim Anbieter bleibt bestehen.",
      "L'accès chez le fournisseur reste valable.",
      "The guest disappears from the list and the door code stops working at once.",
      "Der Helfer wird aus dem Dienstplan entfernt, seine Token werden sofort widerrufen.",
      "Le collaborateur passe en inactif et ses jetons ne sont plus acceptés.",
      "Ses factures restent consultables par la comptabilité jusqu'à leur archivage.",
      "La suscripción sigue activa hasta el final del periodo pagado.",
    ],
  },
  "paid-to-named": {
    yes: [
      "Paid out at once to the account in the request, or to the one on file if it is left out.",
      "Wird sofort auf die IBAN der Anfrage überwiesen.",
      "Virement immédiat sur l'IBAN indiqué.",
      "Se abona al momento en la cuenta indicada.",
      "Cai na hora na chave Pix informada.",
      "Der Gewinn geht an das angegebene Konto.",
      "Clôture la cagnotte et vire la somme sur l'IBAN de la requête.",
      "Transfiere el anticipo al IBAN que se envíe.",
      "O resgate é pago na conta informada.",
    ],
    no: [
      "Paid out to the account on file.",
      "changing it takes a second factor and three days.",
      "Überweist an die IBAN der Empfängerin.",
      "Ab 30 € mit TAN.",
      "Enregistre un mandat de prélèvement sur l'IBAN indiqué.",
    ],
  },
  "raw-to-machine": {
    yes: [
      "The frame is written to the controller as it comes, registers of the safety chain included.",
      "Das Telegramm geht unverändert an die Steuerung, auch Schreibbefehle.",
      "La trame est transmise telle quelle au contrôleur, y compris les commandes d'actionneurs.",
      "El comando se reenvía sin filtrar al PLC, incluidos los de escritura.",
      "A mensagem MAVLink é repassada sem alteração ao piloto automático, mesmo em voo.",
      "Service commands are passed through to the device unchanged, also while a patient is connected.",
      "CAN-Nachrichten werden ungefiltert auf den Bus gelegt.",
      "La requête DLMS est relayée sans contrôle au compteur, écriture comprise.",
      "La trama llega a la centralita tal cual, también con el tren en marcha.",
      "Grava qualquer registrador do controlador com o valor enviado.",
    ],
    no: [
      "Only setpoints within the limits of the controller are accepted.",
      "others get 422.",
      "Die Nachricht geht unverändert an die Empfängerin.",
      "Seules les trames de lecture sont transmises au contrôleur .",
      "les autres sont refusées.",
    ],
  },
  "said-nameless": {
    yes: [
      "Answers are anonymous: managers don't learn who wrote what.",
      "Anonymisierte Fassung für die Gutachter, ohne Angaben zur Person.",
      "Le signalement est transmis sans l'identité de son auteur.",
      "Datos seudonimizados.",
      "los nombres y el correo se eliminan.",
      "The blind version for the jury, from which names and contact data are left out.",
      "Enthält keine personenbezogenen Daten.",
      "Les avis sont publiés de façon anonyme.",
      "La persona que escribe no es identificable.",
      "As respostas chegam ao gestor sem identificação.",
    ],
    no: [
      "Le profil de l'appelant.",
      "Les visiteurs anonymes reçoivent 401.",
      "Only the first 500 link to users; the rest appear as anonymous authors without user information.",
      "Die übrigen erscheinen anonym, ohne Angaben zur Person.",
    ],
  },
  "same-for-outsiders": {
    yes: [
      "The same record for dispatch and for the shippers' portal, who see the drivers on their loads.",
      "Heime, die eine Kraft gebucht haben, erhalten dieselbe Akte wie die Personalabteilung.",
      "Fiche identique pour l'agence et pour les entreprises clientes.",
      "Los clientes del portal ven la ficha completa, igual que la oficina.",
      "Empresas contratantes recebem o mesmo cadastro que o RH.",
      "Also shown in full to the customers whose homes they clean.",
      "Aucune différence entre ce que voient les RH et ce que voit le donneur d'ordre.",
      "Für die Monatsgespräche mit den Kunden, eine Zeile je Person.",
      "El promotor ve la misma ficha que la constructora.",
    ],
    no: [
      "Shippers see the first name and the plate only.",
      "dispatch sees the record.",
      "Kunden erhalten dieselben Angaben wie das Lager.",
      "Los clientes ven la misma tarifa que la oficina.",
    ],
  },
  "secret-of-known-facts": {
    yes: [
      "Sets the password of the account back to the last six digits of the membership number.",
      "Setzt das Passwort auf das Geburtsdatum zurück.",
      "Le mot de passe redevient le code postal de l'adhérent.",
      "La contraseña vuelve a ser el número de documento sin la letra.",
      "A senha volta a ser a data de nascimento, no formato ddmmaaaa.",
      "New accounts start with the employee number as password.",
      "Das Startpasswort besteht aus Vorname und Geburtsjahr.",
      "Le mot de passe initial est la date de naissance de l'élève.",
      "La clave inicial es igual al DNI del empleado.",
      "Redefine a senha para o número de matrícula.",
    ],
    no: [
      "Sends a link with a random token to the address on file, the same answer whether or not there is an account.",
      "At most three an hour.",
      "Schickt einen zufälligen Link an die hinterlegte Adresse.",
      "Höchstens drei je Stunde.",
      "La date de naissance de l'élève sert à choisir la classe.",
    ],
  },
  "sent-anywhere": {
    yes: [
      "Mails the full member list to any address.",
      "Schickt die Mitgliederliste an die angegebene Adresse, auch außerhalb des Vereins.",
      "Envoie le fichier des patients à n'importe quelle adresse.",
      "Envía el listado de socios a cualquier correo.",
      "Envia a planilha de clientes para qualquer e-mail.",
      "O relatório com salários segue para o e-mail digitado.",
    ],
    no: [
      "Sends the report to the address on file.",
      "Gelöschte Notizen fehlen im Verlauf.",
      "Envoie une invitation à n'importe quelle adresse.",
      "Borra también las notas eliminadas.",
    ],
  },
  "set-by-office": {
    yes: [
      "Set by the office once the student card has been checked.",
      "Setzt die Verwaltung nach Prüfung des Nachweises.",
      "Attribué par le club après l'examen.",
      "La concede la oficina tras revisar los ingresos.",
      "Definido pela secretaria depois da análise.",
      "Given by the jury.",
      "Wird von der Sachbearbeitung festgelegt.",
      "Fixé par le service crédit.",
    ],
    no: ["Set once and shown on the card.", "Sprache der Briefe der Verwaltung."],
  },
  "shows-those-before": {
    yes: [
      "Alle Messwerte seit dem Einbau, auch die früherer Mieter.",
      "Incluye las estancias de huéspedes anteriores.",
      "Traz também as mensagens de quem teve a linha antes.",
      "Clips recorded by previous owners of the camera are included.",
      "Das Adressbuch bleibt beim Gerät, wenn es den Besitzer wechselt.",
      "L'historique est celui du casier, tous locataires confondus.",
    ],
    no: [
      "Openings since the current rental began.",
      "Messwerte seit dem Einzug.",
      "frühere werden nicht gezeigt.",
      "Tous les entretiens depuis la mise en service.",
      "Incluye los pedidos de años anteriores.",
    ],
  },
  "shows-withdrawn": {
    yes: [
      "All versions, the passages that were redacted before release included.",
      "Der Verlauf zeigt auch gelöschte Notizen.",
      "Toutes les versions, y compris les passages caviardés.",
      "El historial trae también las notas borradas.",
      "As versões incluem também os trechos tarjados.",
      "Le journal comprend les observations que leur auteur a effacées.",
    ],
    no: [
      "Sends the report to the address on file.",
      "Gelöschte Notizen fehlen im Verlauf.",
      "Envoie une invitation à n'importe quelle adresse.",
    ],
  },
  "state-unlooked": {
    yes: [
      "Whose it is gets checked, but not whether the buyer has confirmed the delivery.",
      "Ob das Mietverhältnis beendet ist, wird nicht geprüft.",
      "Libère la caution sans vérifier que la location est terminée.",
      "no se mira si el paquete llegó.",
      "Paga a aposta sem conferir se o evento já terminou.",
      "The server does not look at whether the exam was passed.",
      "Le serveur ne regarde pas si la course a déjà commencé.",
      "O servidor não volta a olhar se o contrato foi assinado.",
    ],
    no: [
      "The escrow is released once the buyer has confirmed the delivery.",
      "409 before.",
      "Zahlt die Kaution zurück.",
      "Geprüft wird, ob das Mietverhältnis beendet ist.",
      "Crée une note.",
    ],
  },
  "told-only-later": {
    yes: [
      "licences are spot-checked once a year.",
      "die vertretene Person wird mit der nächsten Monatsabrechnung benachrichtigt.",
      "les diplômes sont contrôlés par sondage chaque trimestre.",
      "Los demás miembros se enteran con el resumen mensual.",
      "O titular é informado por carta no fim do trimestre.",
      "Ownership papers are looked at later, when there is a complaint.",
      "Die Ärztin sieht es bei der nächsten Quartalsdurchsicht.",
      "le titulaire l'apprend avec son relevé annuel.",
      "el permiso de conducir se revisa dentro de los 30 días siguientes.",
      "o engenheiro confere depois, por amostragem.",
    ],
    no: [
      "Your profile goes live after an assessor has checked the licence.",
      "Die Vertretung gilt erst, wenn die vertretene Person zugestimmt hat.",
      "sie wird sofort benachrichtigt.",
      "Le profil est créé immédiatement en brouillon.",
      "Il n'est visible qu'après contrôle du diplôme.",
    ],
  },
};

const CASES = Object.entries(SENTENCES).flatMap(([statement, { yes, no }]) => [
  ...yes.map((text): [Statement, string, boolean] => [statement as Statement, text, true]),
  ...no.map((text): [Statement, string, boolean] => [statement as Statement, text, false]),
]);

test.each(CASES)("%s: %s", (statement, text, isStated) => {
  expect(statedIn(text).has(statement)).toBe(isStated);
});

const TEXT = { type: "string" };
const PERSON = returns({ type: "object", properties: { name: TEXT, birthDate: { type: "string", format: "date" } } });

/** Each kind of text beside one that differs in a fact, and admits nothing. */
const CALLS: readonly (readonly [Rule, string, object, boolean])[] = [
  [longLivedToken, "DELETE /guests/{id}", { description: "The door code that was sent stays valid." }, true],
  [
    longLivedToken,
    "DELETE /guests/{id}",
    { description: "The door code that was sent stays valid for an hour." },
    false,
  ],
  [longLivedToken, "POST /guests", { description: "The door code that is sent stays valid." }, false],
  [
    longLivedToken,
    "POST /vertraege/{id}/kuendigung",
    { description: "Der Schlüssel öffnet noch bis Monatsende." },
    true,
  ],
  [
    businessFlowAbuse,
    "POST /proxies",
    { description: "Takes effect at once. The holder is informed with the next statement." },
    true,
  ],
  [businessFlowAbuse, "POST /proxies", { description: "The holder is informed with the next statement." }, false],
  [
    businessFlowAbuse,
    "POST /lots/{id}/release",
    { description: "Clears all holds, those of compliance included." },
    true,
  ],
  [businessFlowAbuse, "POST /lots/{id}/release", { description: "Clears the holds of the caller." }, false],
  [businessFlowAbuse, "POST /mandates/{id}/substitutes", { description: "The tenant does not have to agree." }, true],
  [businessFlowAbuse, "POST /mandates/{id}/substitutes", { description: "The tenant has to agree." }, false],
  [
    businessFlowAbuse,
    "POST /cautions/{id}/liberer",
    { description: "On ne vérifie pas si le bail est terminé." },
    true,
  ],
  [businessFlowAbuse, "POST /cautions", { description: "On ne vérifie pas si le bail est terminé." }, false],
  [bflaAdminOperation, "PUT /plants/{id}/setpoint", { description: "Every user may set it, trainees included." }, true],
  [bflaAdminOperation, "POST /comments", { description: "Every user may write one, trainees included." }, false],
  [bflaAdminOperation, "POST /tokens", { description: "Scopes may be wider than those of the caller." }, true],
  [bflaAdminOperation, "POST /tokens", { description: "Scopes may not be wider than those of the caller." }, false],
  [bflaAdminOperation, "POST /autos/{id}/telegramm", { description: "Geht ungefiltert an das Steuergerät." }, true],
  [bflaAdminOperation, "POST /autos/{id}/telegramm", { description: "Geht geprüft an das Steuergerät." }, false],
  [
    bolaInconsistentAuthorization,
    "POST /people/lookup",
    { description: "They need not be a client of the firm.", responses: PERSON },
    true,
  ],
  [
    bolaInconsistentAuthorization,
    "POST /books/lookup",
    { description: "It need not be on a loan.", responses: returns({ type: "object", properties: { title: TEXT } }) },
    false,
  ],
  [
    bolaInconsistentAuthorization,
    "GET /drivers/{id}",
    { description: "The same record for dispatch and for customers.", responses: PERSON },
    true,
  ],
  [guessableCredential, "POST /pupils", { description: "The password is set to the date of birth." }, true],
  [guessableCredential, "POST /pupils", { description: "The password is random." }, false],
  [
    accountEnumeration,
    "POST /staff",
    { description: "If the e-mail address is taken, the answer says by whom." },
    true,
  ],
  [
    accountEnumeration,
    "POST /staff",
    { description: "If the name of the room is taken, the answer says by whom." },
    false,
  ],
  [
    credentialInResponse,
    "GET /cameras/{id}",
    { responses: returns({ properties: { at: { type: "string", description: "URL with the login of the fleet." } } }) },
    true,
  ],
  [
    credentialInResponse,
    "GET /cameras/{id}",
    { responses: returns({ properties: { at: { type: "string", description: "URL without the login." } } }) },
    false,
  ],
  [writeOnlyInExample, "GET /answers/{id}", { description: "Names are left out.", responses: PERSON }, true],
  [
    writeOnlyInExample,
    "GET /answers/{id}",
    { description: "Names are left out.", responses: returns({ properties: { text: TEXT } }) },
    false,
  ],
  [
    bolaClientSuppliedOwner,
    "POST /votes",
    { description: "Counted for the member named in the request.", requestBody: takes({ member: TEXT }) },
    true,
  ],
  [
    bolaClientSuppliedOwner,
    "POST /votes",
    { description: "Counted for the member who is signed in.", requestBody: takes({ choice: TEXT }) },
    false,
  ],
  [
    bolaClientSuppliedOwner,
    "POST /shipments",
    { requestBody: takes({ owner: { type: "string", description: "Owner that freight is charged to." } }) },
    true,
  ],
  [
    bolaClientSuppliedOwner,
    "POST /shipments",
    { requestBody: takes({ address: { type: "string", description: "Address that the bill is sent to." } }) },
    false,
  ],
  [
    clientSuppliedPayoutAccount,
    "POST /advances",
    { description: "Transferred at once to the IBAN in the request.", requestBody: takes({ iban: TEXT }) },
    true,
  ],
  [
    clientSuppliedPayoutAccount,
    "POST /advances",
    { description: "Transferred to the account on file.", requestBody: takes({ iban: TEXT }) },
    false,
  ],
  [
    bolaInconsistentAuthorization,
    "GET /lockers/{id}/openings",
    { description: "Openings by previous renters are included.", responses: PERSON },
    true,
  ],
  [
    bolaInconsistentAuthorization,
    "GET /lockers/{id}/openings",
    { description: "Openings by previous renters are not included.", responses: PERSON },
    false,
  ],
  [
    bolaInconsistentAuthorization,
    "GET /files/{id}/versions",
    { description: "All versions, redacted passages included.", responses: PERSON },
    true,
  ],
  [
    bolaInconsistentAuthorization,
    "GET /files/{id}/versions",
    { description: "Published versions.", responses: PERSON },
    false,
  ],
  [
    guessableCredential,
    "POST /crew/join",
    { description: "The join code is on the poster.", requestBody: takes({ code: TEXT }) },
    true,
  ],
  [
    guessableCredential,
    "POST /crew/join",
    { description: "The join code is mailed to each person.", requestBody: takes({ code: TEXT }) },
    false,
  ],
  [
    massAssignmentServerField,
    "PATCH /me",
    { requestBody: takes({ level: { type: "string", description: "Given by the jury." } }) },
    true,
  ],
  [
    massAssignmentServerField,
    "PATCH /me",
    { requestBody: takes({ level: { type: "string", description: "Shown to the jury." } }) },
    false,
  ],
  [
    passwordResetPoisoning,
    "POST /sign-in-links",
    {
      security: [],
      description: "The link in the mail leads to `landing`, with the token.",
      requestBody: takes({ email: TEXT, landing: TEXT }),
    },
    true,
  ],
  [
    passwordResetPoisoning,
    "POST /sign-in-links",
    {
      security: [],
      description: "The link in the mail is that of the portal.",
      requestBody: takes({ email: TEXT, landing: TEXT }),
    },
    false,
  ],
  [bflaAdminOperation, "POST /roles/{id}/members", { description: "Also roles that the caller does not have." }, true],
  [bflaAdminOperation, "PUT /users/{id}/password", { description: "Roles of machines do not have passwords." }, false],
  [bflaAdminOperation, "POST /members/export", { description: "Mails the list of members to any address." }, true],
  [bflaAdminOperation, "POST /members/export", { description: "Mails the list to the address on file." }, false],
  [businessFlowAbuse, "PATCH /minutes/{id}", { description: "Can be changed even after the approval." }, true],
  [businessFlowAbuse, "PATCH /minutes/{id}", { description: "Can be changed until the approval." }, false],
  [
    businessFlowAbuse,
    "POST /payments/{id}/execute",
    { description: "A second signature is planned for next year." },
    true,
  ],
  [businessFlowAbuse, "POST /payments/{id}/execute", { description: "A second signature is needed." }, false],
  [unsignedWebhook, "POST /webhooks", { requestBody: takes({ url: { type: "string", format: "uri" } }) }, true],
  [
    unsignedWebhook,
    "POST /webhooks",
    { requestBody: takes({ url: { type: "string", format: "uri" }, signingSecret: TEXT }) },
    false,
  ],
  [
    unsignedWebhook,
    "POST /webhooks",
    { description: "Messages are signed.", requestBody: takes({ url: { type: "string", format: "uri" } }) },
    false,
  ],
];

test.each(CALLS.map(([rule, id, operation, isFound]) => ({ rule, id, operation, isFound })))(
  "$rule.id says so of $id: $isFound",
  async ({ rule, id, operation, isFound }) => {
    const faults = await faultsIn(rule, { ...SIGN_UP, [id]: operation });
    expect(spotsOf(faults).split(", ").includes(id)).toBe(isFound);
  },
);

test("a secret by its own name has no log-in inside", async () => {
  const described = { type: "string", description: "For a page that contains the client secret." };
  const told = async (name: string): Promise<boolean> =>
    (
      await faultsIn(credentialInResponse, {
        ...SIGN_UP,
        "GET /checks/{id}": { responses: returns({ properties: { [name]: described } }) },
      })
    ).some(({ message }) => message.includes("has a log-in in it"));
  expect([await told("address"), await told("clientSecret")]).toEqual([true, false]);
});
