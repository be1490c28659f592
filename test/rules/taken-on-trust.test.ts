import { expect, test } from "vitest";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { faultsIn, SIGN_UP, takes } from "./faults-in.ts";

/* What a text says that the service takes from callers without a look: a result of their own app, a payment, a release, a domain. */

const BODY = takes({ value: { type: "string" } });

async function found(description: string, path = "/things/{id}/step"): Promise<number> {
  const faults = await faultsIn(businessFlowAbuse, {
    ...SIGN_UP,
    [`POST ${path}`]: { description, requestBody: BODY, responses: { 204: { description: "ok" } } },
  });
  return faults.length;
}

const TOLD: readonly (readonly [about: string, said: readonly string[], fine: readonly string[]])[] = [
  [
    "a check that the caller's own program made",
    [
      "La app compara el documento y la cara con el SDK del proveedor y envía aquí el resultado.",
      "The app compares the face with the document and sends the result.",
      "The phone checks the age of the user and reports the result here.",
      "The browser verifies the code and submits the result.",
      "Die App vergleicht Gesicht und Ausweis und sendet das Ergebnis.",
      "Das Gerät prüft das Alter und meldet das Ergebnis hier.",
      "L'application compare le visage avec la pièce d'identité et envoie le résultat.",
      "Le téléphone vérifie l'âge et transmet le résultat.",
      "El móvil comprueba la edad y envía el resultado.",
      "O aplicativo compara o rosto com o documento e envia o resultado.",
      "O celular verifica a idade e informa o resultado.",
    ],
    [
      "The app compares the face with the document and sends the result, signed by the provider.",
      "Die App vergleicht Gesicht und Ausweis und sendet das Ergebnis, gespeichert wird es, sobald der Server prüft.",
      "The provider compares the face with the document and calls us.",
      "The app sends the picture, and the server compares it.",
      "La app envía la foto y el servidor comprueba la edad.",
    ],
  ],
  [
    "a balance that is there by a value of true",
    [
      "Com pago igual a true o saldo sobe na hora.",
      "With paid set to true the balance rises at once.",
      "If `paid` is true, the order is settled immediately.",
      "Ist `bezahlt` true, steigt das Guthaben sofort.",
      "Mit bezahlt gleich true gilt die Rechnung als bezahlt.",
      "Avec payé à true, le solde augmente aussitôt.",
      "Si `regle` est true, la facture est réglée.",
      "Con pagado en true el saldo sube al instante.",
      "Si pagado es true, el pedido queda pagado.",
      "Se pago for true, a fatura fica paga.",
    ],
    [
      "With notify set to true a mail is sent at once.",
      "The balance rises once the provider confirms the payment.",
      "Com ativo igual a true o aluno recebe avisos.",
      "Mit archiviert gleich true verschwindet der Eintrag.",
      "If paid is true, the order is checked with the provider before it is settled immediately.",
    ],
  ],
  [
    "a payment that is not compared",
    [
      "`paymentReference` is kept for the books and is not matched with the payment provider.",
      "The payment reference is never checked with the provider.",
      "The transaction ID is not compared with the bank.",
      "Die Zahlungsreferenz wird nicht mit dem Zahlungsdienst abgeglichen.",
      "Die Transaktionsnummer wird nicht geprüft.",
      "La référence de paiement n'est pas vérifiée auprès du prestataire.",
      "Le numéro de transaction n'est pas contrôlé.",
      "La referencia de pago no se coteja con el proveedor.",
      "El número de transacción no se comprueba.",
      "A referência de pagamento não é conferida com o provedor.",
    ],
    [
      "The payment reference is matched with the payment provider.",
      "Die Zahlungsreferenz wird mit dem Zahlungsdienst abgeglichen.",
      "La référence de paiement est vérifiée auprès du prestataire.",
      "La referencia de pago se coteja con el proveedor.",
      "A referência de pagamento é conferida com o provedor.",
    ],
  ],
  [
    "a hold that costs nothing and is renewed",
    [
      "Le blocage peut être renouvelé et ne coûte rien.",
      "A hold can be renewed and costs nothing.",
      "Holds are free of charge and there is no limit on them.",
      "The reservation may be extended for free.",
      "Die Reservierung kann verlängert werden und kostet nichts.",
      "Blockierungen sind kostenlos und nicht begrenzt.",
      "La réservation est gratuite et peut être prolongée.",
      "El bloqueo se puede renovar y no cuesta nada.",
      "La reserva es gratuita y se puede prorrogar.",
      "O bloqueio pode ser renovado e não custa nada.",
    ],
    [
      "A hold can be renewed once and costs nothing.",
      "A hold costs nothing, ends after ten minutes and cannot be placed anew.",
      "Die Reservierung ist kostenlos und kann einmal verlängert werden.",
      "La réservation est gratuite et peut être prolongée, au plus de dix minutes.",
      "La reserva es gratuita y se puede prorrogar una vez.",
    ],
  ],
  [
    "a release by whoever is paid",
    [
      "L'acheteur ou le vendeur confirme que l'entrée a eu lieu. Le versement au vendeur part aussitôt.",
      "The buyer or the seller confirms the delivery. The payout is released immediately.",
      "The seller confirms the handover, and the payout is made at once.",
      "The contractor releases the milestone. The money is transferred to them at once.",
      "Käufer oder Verkäufer bestätigt die Übergabe. Der Betrag wird sofort ausgezahlt.",
      "Der Vermieter bestätigt den Schaden, die Kaution wird sofort an ihn ausgezahlt.",
      "L'artisan confirme la fin des travaux. La somme lui est versée immédiatement.",
      "El comprador o el vendedor confirma la entrega. El pago se transfiere al instante.",
      "El contratista confirma la obra. El importe se abona al momento.",
      "O comprador ou o vendedor confirma a entrega. O valor é pago na hora.",
    ],
    [
      "The buyer confirms the delivery. The payout is released immediately.",
      "Both the buyer and the seller confirm the delivery. The payout is released immediately.",
      "Der Käufer bestätigt die Übergabe. Der Betrag wird sofort ausgezahlt.",
      "L'acheteur confirme la réception. Le versement part aussitôt.",
      "El comprador confirma la entrega. El pago se transfiere al instante.",
      "The seller confirms the order, and the card is charged at once.",
      "The courier confirms the delivery.",
    ],
  ],
  [
    "what others entered is lost",
    [
      "Vorhandene Werte werden überschrieben, auch solche aus dem Zentrallabor. Eine frühere Fassung bleibt nicht erhalten.",
      "Existing values are overwritten, also those of the laboratory. No earlier version is kept.",
      "Replaces the entry, including those of colleagues. The previous version is not kept.",
      "Ersetzt die Werte, auch die anderer. Alte Werte werden nicht aufbewahrt.",
      "Les valeurs sont écrasées, y compris celles du laboratoire. Aucune version antérieure n'est conservée.",
      "Remplace les notes, même celles des autres. L'ancienne valeur n'est pas conservée.",
      "Los valores se sobrescriben, también los del laboratorio. No se conserva la versión anterior.",
      "Sustituye los datos, incluso los de otros. No se guarda historial.",
      "Os valores são sobrescritos, inclusive os do laboratório. Nenhuma versão anterior é conservada.",
      "Substitui as notas, também as de outros. O valor anterior não fica registrado.",
    ],
    [
      "Existing values are overwritten. No earlier version is kept.",
      "Existing values are overwritten, also those of the laboratory. Each earlier version is kept.",
      "Vorhandene Werte werden überschrieben, auch solche aus dem Zentrallabor. Die frühere Fassung bleibt erhalten.",
      "Les valeurs sont écrasées, y compris celles du laboratoire. L'historique est conservé.",
      "Los valores se sobrescriben, también los del laboratorio. La versión anterior se conserva.",
    ],
  ],
  [
    "a domain without a proof",
    [
      "The domain is active at once: pages are served under it.",
      "The custom domain takes effect immediately.",
      "The host name is live immediately.",
      "Die Domain ist sofort aktiv.",
      "Der Hostname ist sofort erreichbar.",
      "Le domaine est actif immédiatement.",
      "Le nom de domaine prend effet immédiatement.",
      "El dominio queda activo al instante.",
      "El subdominio queda activo en el momento.",
      "O domínio fica ativo na hora.",
    ],
    [
      "The domain is active as soon as the TXT record is found in the DNS.",
      "The domain takes effect immediately after verification of the TXT record.",
      "Die Domain ist sofort aktiv, wenn der TXT-Eintrag im DNS steht.",
      "Le domaine est actif immédiatement après lecture de l'enregistrement TXT.",
      "El dominio queda activo al instante tras la verificación.",
    ],
  ],
];

test.each(TOLD.flatMap(([about, said]) => said.map((text) => [about, text] as const)))(
  "%s: %s",
  async (_about, text) => {
    expect(await found(text)).toBe(1);
  },
);

test.each(TOLD.flatMap(([about, , fine]) => fine.map((text) => [about, text] as const)))(
  "nothing of %s: %s",
  async (_about, text) => {
    expect(await found(text)).toBe(0);
  },
);
