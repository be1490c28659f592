/** What shows a page beside an editor. */
export interface Panel {
  readonly webview: { html: string };
  reveal(column: undefined, preserveFocus: boolean): void;
  onDidDispose(closed: () => void): unknown;
}

/** Shows pages of files: each file has one panel, which is made when there is none, or was closed. */
export function shownPages(newPanel: (file: string) => Panel): (file: string, html: string) => void {
  const panels = new Map<string, Panel>();
  return (file, html) => {
    const known = panels.get(file);
    const panel = known ?? newPanel(file);
    panel.webview.html = html;
    if (known !== undefined) {
      known.reveal(undefined, true);
      return;
    }
    panels.set(file, panel);
    panel.onDidDispose(() => panels.delete(file));
  };
}
