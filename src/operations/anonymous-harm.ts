import { memo } from "../core/memo.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";

/** What comes of a change that anybody can make without a credential. */
export type AnonymousHarm = "rights" | "code" | "physical" | "money" | "many" | "lasting" | "bounded";

/**
 * How bad it is that anybody can make a call that changes something: whether it gives rights, runs code, moves a thing,
 * pays out, deletes many, changes what is kept, or only adds to what a visitor leaves behind.
 */
export const anonymousHarm = memo((operation: Operation): AnonymousHarm => {
  const { method, path, operationId = "" } = operation;
  const segments = fixedSegments(path);
  const acts = new Set([...wordsOf(segments.at(-1) ?? ""), ...wordsOf(operationId)]);
  const things = segments.flatMap((segment) => wordsOf(segment));
  const does = (words: ReadonlySet<string>): boolean => [...acts].some((word) => words.has(word));
  const isAbout = (words: ReadonlySet<string>): boolean => things.some((word) => words.has(word));
  if (does(RIGHTS) || (method === "POST" && isAbout(ADMINISTRATORS))) return "rights";
  if (does(CODE)) return "code";
  if ((does(MOTION) && isAbout(MACHINES)) || (method !== "DELETE" && isAbout(ACTUATORS))) return "physical";
  if (method === "POST" && does(PAYING_OUT)) return "money";
  if (does(WIPING) || (method === "DELETE" && !path.includes("{"))) return "many";
  return isAbout(VISITORS) && method !== "DELETE" ? "bounded" : "lasting";
});

const RIGHTS = set(`
  role permission privilege grant promote impersonate rolle berechtigung befoerdern droit autoriser rol permiso promover
  papel permissao
`);
const ADMINISTRATORS = set("admin administrator superuser administrateur administrador");
const CODE = set(`
  exec execute eval shell script command deploy deployment ausfuehren skript befehl executer commande deployer ejecutar
  comando desplegar executar implantar
`);
const MOTION = set(`
  open close lock unlock start stop halt move turn trigger release engage arm disarm reset speed position target
  oeffnen schliessen sperren entsperren starten stoppen anhalten geschwindigkeit sollwert
  ouvrir fermer verrouiller deverrouiller demarrer arreter vitesse
  abrir cerrar bloquear desbloquear arrancar parar detener velocidad
  fechar trancar destrancar ligar desligar iniciar velocidade
`);
const MACHINES = set(`
  door gate lock valve belt conveyor motor pump vehicle car machine robot drone elevator lift heater boiler thermostat
  barrier device turbine crane oven relay switch blind charger scooter bike
  tuer tor schloss ventil band foerderband maschine roboter aufzug heizung schranke geraet pumpe kran
  porte portail serrure vanne tapis machine ascenseur chaudiere barriere appareil pompe
  puerta cerradura valvula cinta maquina ascensor caldera barrera dispositivo bomba
  porta portao fechadura esteira elevador caldeira cancela
`);
const ACTUATORS = set("actuator aktor actionneur actuador atuador");
const PAYING_OUT = set(`
  transfer payout refund withdraw withdrawal disburse disbursement ueberweisung auszahlung erstattung virement
  remboursement retrait transferencia reembolso retiro saque estorno
`);
const WIPING = set(
  "purge wipe truncate flush bulkdelete deleteall clearall purger vider purgar limpiar esvaziar leeren",
);
const VISITORS = set(`
  cart basket view pageview beacon track event telemetry analytics vote rating feedback newsletter contact log click
  impression survey like report
  warenkorb bewertung kontakt umfrage rueckmeldung panier avis sondage carrito valoracion encuesta contacto carrinho
  avaliacao enquete contato
`);

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
