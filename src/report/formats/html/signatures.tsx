import type { JSX } from "preact";
import { Table } from "./table.tsx";

/** Who signs, to be filled in. */
export function Signatures(): JSX.Element {
  return (
    <div class="sign-off">
      <Table
        name="Signatures"
        columns={["Role", ...["Name", "Decision", "Date", "Signature"].map((name) => ({ name, isKept: true }))]}
        rows={["Owner of the API", "Security", "Release"].map((role) => ({ cells: [role, "", "", "", ""] }))}
      />
    </div>
  );
}
