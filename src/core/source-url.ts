import { encodedPath } from "./encoded-path.ts";
import { isPublishedUrl } from "./rule-page-url.ts";

/** How a host of repositories addresses a line of a file. */
export const REPOSITORY_KINDS = ["github", "gitlab", "bitbucket", "gitea", "azure"] as const;
export type RepositoryKind = (typeof REPOSITORY_KINDS)[number];

/** Where descriptions are kept, as `sallyport.yaml` says. */
export interface SourceRepository {
  /** An https address without a slash at its end. */
  readonly url: string;
  /** The branch or tag that is linked where the commit is not known. */
  readonly ref?: string | undefined;
  readonly kind?: RepositoryKind | undefined;
}

/** The address of a line in a repository: made here alone, of parts that are checked. */
export type SourceUrl = string & { readonly isSource: true };

/** A commit, a branch or a tag, in characters that need no escaping. */
export const REVISION = /^\w[\w-]*(?:[./][\w-]+)*$/;

/** Where a line of a file stands in the repository; `undefined` without a repository or a revision, or for what is no file of it. */
export function sourceUrlOf(
  repository: SourceRepository | undefined,
  commit: string | null,
  { file, line }: { readonly file: string; readonly line: number },
): SourceUrl | undefined {
  const revision = commit ?? repository?.ref;
  if (repository === undefined || revision === undefined) return undefined;
  if (!isPublishedUrl(repository.url) || !REVISION.test(revision)) return undefined;
  if (file === "-" || file.includes("://") || file.split("/").includes("..")) return undefined;
  const name = encodedPath(file).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const address = ADDRESSES[repository.kind ?? kindOf(repository.url)]({ revision, name, line });
  return `${repository.url}${address}` as SourceUrl; // its parts were checked
}

/** By the name of the host; GitHub's form is the one that most others understand too. */
function kindOf(url: string): RepositoryKind {
  const { hostname } = new URL(url);
  if (hostname === "dev.azure.com" || hostname.endsWith(".visualstudio.com")) return "azure";
  return REPOSITORY_KINDS.find((kind) => kind !== "azure" && hostname.split(".").includes(kind)) ?? "github";
}

interface Site {
  readonly revision: string;
  readonly name: string;
  readonly line: number;
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

const ADDRESSES: Readonly<Record<RepositoryKind, (site: Site) => string>> = {
  github: ({ revision, name, line }) => `/blob/${revision}/${name}#L${line}`,
  gitlab: ({ revision, name, line }) => `/-/blob/${revision}/${name}#L${line}`,
  bitbucket: ({ revision, name, line }) => `/src/${revision}/${name}#lines-${line}`,
  gitea: ({ revision, name, line }) =>
    `/src/${COMMIT.test(revision) ? "commit" : "branch"}/${revision}/${name}#L${line}`,
  azure: ({ revision, name, line }) =>
    `?path=/${name}&version=${COMMIT.test(revision) ? "GC" : "GB"}${encodeURIComponent(revision)}&line=${line}&lineEnd=${line + 1}&lineStartColumn=1&lineEndColumn=1`,
};
