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

/** Keeps a server: one thing after the other is done with it, and none of them rejects; what fails at a start is told. */
export function keptServer<Client extends Startable>(
  newClient: () => Client,
  failed: (error: unknown) => void,
): KeptServer<Client> {
  let client: Client | undefined;
  let isIdle = true;
  let work = Promise.resolve();
  const inTurn = (act: () => Promise<void>): Promise<void> => (work = work.then(act));
  const start = async (): Promise<void> => {
    try {
      const started = newClient();
      await started.start();
      client = started;
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
      return inTurn(async () => {
        await stop();
        await start();
      });
    },
    end: () => inTurn(stop),
  };
}
