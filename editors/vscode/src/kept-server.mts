/** What can be started and stopped: a client of the language server. */
export interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** One server, which is started when it is first needed. */
export interface KeptServer<Client> {
  /** What speaks with the server, while it runs. */
  readonly client: () => Client | undefined;
  /** Whether nobody tried to start it yet. */
  readonly isIdle: () => boolean;
  /** Starts it, unless it runs, or failed: then it is for the user to say when it is worth another attempt. */
  readonly begin: () => Promise<void>;
  /** Stops it where it runs, and starts it, also where it failed. */
  readonly restart: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * A start that is in the way of something else is given up after so many milliseconds: a program that runs and never
 * answers is no server.
 */
const PATIENCE = 3_000;

/** Keeps a server: one thing after the other is done with it, and none of them rejects; what fails at a start is told. */
export function keptServer<Client extends Startable>(
  newClient: () => Client,
  failed: (error: unknown) => void,
  patience: number = PATIENCE,
): KeptServer<Client> {
  let client: Client | undefined;
  let isIdle = true;
  let work = Promise.resolve();
  let giveUp: () => void = () => undefined;
  const inTurn = (act: () => Promise<void>): Promise<void> => (work = work.then(act, act));
  /** As `inTurn`, but gives up a start that hangs. */
  const soon = (act: () => Promise<void>): Promise<void> => {
    const timer = setTimeout(() => giveUp(), patience);
    return inTurn(() => {
      clearTimeout(timer);
      return act();
    });
  };
  const start = async (): Promise<void> => {
    try {
      const started = newClient();
      const running = started.start();
      const givenUp = new Promise<"given up">((resolve) => (giveUp = () => resolve("given up")));
      if ((await Promise.race([running, givenUp])) !== "given up") {
        client = started;
        return;
      }
      const end = (): Promise<void> => started.stop().catch(() => undefined);
      void end();
      // One that cannot be stopped before it runs, and runs in the end after all, would be a second server.
      void running.then(end, () => undefined);
    } catch (error) {
      failed(error);
    }
  };
  const stop = async (): Promise<void> => {
    const running = client;
    client = undefined;
    // One that does not end in time is killed, and one that died cannot end.
    await running?.stop().catch(() => undefined);
  };
  return {
    client: () => client,
    isIdle: () => isIdle,
    begin: async () => {
      if (!isIdle) return work;
      isIdle = false;
      return inTurn(start);
    },
    restart: async () => {
      isIdle = false;
      return soon(async () => {
        await stop();
        await start();
      });
    },
    end: () => soon(stop),
  };
}
