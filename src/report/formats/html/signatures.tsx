import type { JSX } from "preact";
import { Table } from "./table.tsx";

/** Who signs, to be filled in. */
export function Signatures({ owner }: { readonly owner: string | null }): JSX.Element {
  return (
    <div class="sign-off">
      <Table
        name="Signatures"
        columns={["Role", ...["Name", "Decision", "Date", "Signature"].map((name) => ({ name, isKept: true }))]}
        rows={[OWNER, "Security", "Release"].map((role) => ({
          cells: [role === OWNER && owner !== null ? `${role}: ${owner}` : role, "", "", "", ""],
        }))}
      />
    </div>
  );
}

const OWNER = "Owner of the API";
