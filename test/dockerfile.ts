/** An instruction of a Dockerfile: its word in capitals, and what follows in one line. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, stage by stage; each begins with its FROM. */
export function stagesOf(dockerfile: string): readonly (readonly Instruction[])[] {
  const lines = dockerfile
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [word = "", ...rest] = line.trim().split(/\s+/);
    const instruction = { word: word.toUpperCase(), rest: rest.join(" ") };
    if (instruction.word === "FROM") stages.push([instruction]);
    else stages.at(-1)?.push(instruction);
  }
  return stages;
}

/** What stands against a Dockerfile. */
export function dockerfileFaults(dockerfile: string): readonly string[] {
  const stages = stagesOf(dockerfile);
  const all = stages.flat();
  const last = stages.at(-1) ?? [];
  const lastOf = (word: string): string | undefined => last.findLast((one) => one.word === word)?.rest;
  const names = stages.flatMap(([from]) => / AS (\S+)$/i.exec(from!.rest)?.[1] ?? []);
  const images = stages.map(([from]) => from!.rest.split(" ")[0]!).filter((image) => !names.includes(image));
  const runs = all.filter(({ word }) => word === "RUN").map(({ rest }) => rest);
  return [
    ...images
      .filter((image) => !/:\d+\.\d+\.\d+(?:-[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/.test(image))
      .map((image) => `${image} is not pinned by a whole version`),
    ...all.filter(({ word }) => word === "ADD").map(({ rest }) => `ADD ${rest}: COPY fetches and unpacks nothing`),
    ...all.flatMap(({ word, rest }) =>
      word === "COPY" && /\bhttps?:/.test(rest) ? [`COPY of an address: ${rest}`] : [],
    ),
    ...runs.filter((run) => /\b(?:curl|wget)\b/.test(run)).map((run) => `fetches something: ${run}`),
    ...runs.filter((run) => /\bsudo\b/.test(run)).map((run) => `asks for more rights: ${run}`),
    ...runs
      .filter((run) => /\bnpm (?:i|install|add)\b/.test(run))
      .map((run) => `installs without the lock file: ${run}`),
    ...runs.flatMap((run) =>
      [...run.matchAll(/\bnpm ci\b[^&;|]*/g)].flatMap(([ci]) =>
        ci.includes("--ignore-scripts") ? [] : [`runs scripts of packages: ${ci.trim()}`],
      ),
    ),
    ...(runs.some((run) => /\bnpm ci\b[^&;|]*--omit=dev/.test(run)) ? [] : ["keeps what only the build needs"]),
    ...last
      .filter(({ word, rest }) => word === "COPY" && !rest.startsWith("--from="))
      .map(({ rest }) => `the last stage copies from the checkout: ${rest}`),
    ...last.filter(({ word }) => word === "RUN").map(({ rest }) => `the last stage runs ${rest}`),
    ...(/^[1-9]\d*(?::[1-9]\d*)?$/.test(lastOf("USER") ?? "")
      ? []
      : ["does not run as a user with a number other than 0"]),
    ...(isExecForm(lastOf("ENTRYPOINT")) ? [] : ["ENTRYPOINT is not in exec form"]),
    ...(lastOf("CMD") === undefined || isExecForm(lastOf("CMD")) ? [] : ["CMD is not in exec form"]),
    ...all.flatMap(({ word, rest }) =>
      /^(?:ENV|ARG)$/.test(word) && /token|secret|password|key/i.test(rest)
        ? [`${word} ${rest}: a secret would stay in the image`]
        : [],
    ),
  ];
}

function isExecForm(rest: string | undefined): boolean {
  try {
    const words: unknown = JSON.parse(rest ?? "");
    return Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === "string");
  } catch {
    return false;
  }
}
