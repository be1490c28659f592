/** A trouble that the user can put right: shown as `error:` and `hint:`, without a stack. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly hint: string | undefined;
  /** The file that it is about, relative to the root, and the line, where known. */
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(message: string, options: { hint?: string; file?: string; line?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.file = options.file;
    this.line = options.line;
  }
}

/** That a description does not have something of a name. */
export class NotDescribed extends UserError {
  readonly kind: "operation" | "field" | "schema" | "credential";
  /** As it was asked for. */
  readonly called: string;

  constructor(
    { kind, called }: Pick<NotDescribed, "kind" | "called">,
    message: string,
    options: ConstructorParameters<typeof UserError>[1],
  ) {
    super(message, options);
    this.kind = kind;
    this.called = called;
  }
}
