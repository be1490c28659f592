/** What the server tells after each review of a description. */
export interface Verdict {
  readonly uri: string;
  /** As in the JSON of a review; `null` where the description cannot be reviewed. */
  readonly decision: string | null;
  readonly text: string;
}

/** Which verdict the status bar shows. Files are named by their addresses, as the editor writes them. */
export interface ShownVerdict {
  /** A verdict is there, or is another one. */
  readonly tell: (file: string, verdict: Verdict) => void;
  /** A file is closed: nothing more is told of it. */
  readonly close: (file: string) => void;
  /** The server starts anew. */
  readonly forget: () => void;
  /**
   * The description whose verdict is shown: that which is edited; while something else than a text has the focus, such as the
   * page of a review or a terminal, the one that was edited last. None of a file that is no description.
   */
  readonly shown: (edited: string | undefined) => { readonly file: string; readonly verdict: Verdict } | undefined;
}

/** Keeps the verdicts of descriptions, and which of them was shown last. */
export function shownVerdict(): ShownVerdict {
  const verdicts = new Map<string, Verdict>();
  let last: string | undefined;
  return {
    tell: (file, verdict) => void verdicts.set(file, verdict),
    close: (file) => void verdicts.delete(file),
    forget: () => verdicts.clear(),
    shown: (edited) => {
      if (edited !== undefined && verdicts.has(edited)) last = edited;
      const file = edited ?? last;
      const verdict = file === undefined ? undefined : verdicts.get(file);
      return file === undefined || verdict === undefined ? undefined : { file, verdict };
    },
  };
}
