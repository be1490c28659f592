import { expect, test } from "vitest";
import { lexiconForNames } from "../../../src/data/abbreviations/abbreviated-names.ts";
import { lexiconOf } from "../../../src/lexicon/lexicon-of.ts";
import type { Lexicon } from "../../../src/lexicon/lexicon.ts";
import type { Source } from "../../../src/load/source.ts";

type Fields = Readonly<Record<string, string | undefined>>;

/** The lexicon of a description with one schema, whose fields have these descriptions. */
function lexiconFor(title: string, schema: string, fields: Fields, tag = title): Lexicon {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, description]) => [
      name,
      { type: "string", ...(description && { description }) },
    ]),
  );
  const value = {
    openapi: "3.1.0",
    info: { title, version: "1" },
    tags: [{ name: tag }],
    paths: {},
    components: { schemas: { [schema]: { type: "object", properties } } },
  };
  return lexiconForNames({ entry: { value } as Source }, lexiconOf()); // nothing else of it is read
}

function names(text: string): Fields {
  return Object.fromEntries(text.split(" ").map((name) => [name, undefined]));
}

/** What each name is read as. */
function read(lexicon: Lexicon, fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, lexicon.inFull(name)]));
}

test("English names of a mainframe are read by class words, phrases and the words that the description writes out", () => {
  const fields = names("OFNDR_NM LST_NM FST_NM PHN_NBR BAL_AMT VCTM_NM GRS_MO_INC ADDR_SEG");
  expect(read(lexiconFor("Supervision", "OFNDR_REC", fields, "Offenders"), fields)).toEqual({
    OFNDR_NM: "offender name",
    LST_NM: "last name",
    FST_NM: "first name",
    PHN_NBR: "phone number",
    BAL_AMT: "balance amount",
    VCTM_NM: "victim name",
    GRS_MO_INC: "gross monthly income",
    ADDR_SEG: "address",
  });
});

test("Spanish names put the class word first", () => {
  const fields = names("nom_cte ape_mat fec_nac num_tarj fec_venc_tarj cve_usr imp_pago");
  expect(read(lexiconFor("Clientes", "CTE", fields), fields)).toEqual({
    nom_cte: "nombre cliente",
    ape_mat: "apellido materno",
    fec_nac: "fecha nacimiento",
    num_tarj: "numero tarjeta",
    fec_venc_tarj: "fecha vencimiento tarjeta",
    cve_usr: "codigo usuario",
    imp_pago: "importe pago",
  });
});

test("Portuguese, French and German names are read in their language", () => {
  const portuguese = names("nm_cli dt_nasc vl_sld nr_tel ds_email");
  expect(read(lexiconFor("Clientes", "TB_CLI", portuguese), portuguese)).toMatchObject({
    nm_cli: "nome cliente",
    vl_sld: "valor saldo",
  });
  const french = names("nom_ass mt_remb cd_post dt_maj num_ass");
  expect(read(lexiconFor("Assurés", "ass", french), french)).toMatchObject({
    nom_ass: "nom assure",
    mt_remb: "montant remboursement",
    cd_post: "code postal",
  });
  const german = names("KD_NR KD_NAM KD_VORN GEB_DAT TEL_PRIV AEND_DAT");
  expect(read(lexiconFor("Kunden", "KD_STAMM", german), german)).toMatchObject({
    KD_NAM: "kunde name",
    KD_VORN: "kunde vorname",
    GEB_DAT: "geburtsdatum",
  });
});

test("what the text of a field says decides, and is learned for fields without a text", () => {
  const fields = {
    nom_val: "Nombre del valuador",
    fec_val: "Fecha del valuador",
    cve_val: undefined,
    nom_rsp: "Nombre del responsable",
    fec_alta: undefined,
    num_ext: undefined,
  };
  expect(read(lexiconFor("Inventario", "INV", fields), fields)).toMatchObject({
    nom_val: "nombre valuador",
    cve_val: "codigo valuador",
    nom_rsp: "nombre responsable",
  });
});

test("a text that says something else expands nothing", () => {
  const fields = { XQR_NM: "The colour of the sky", CUST_NM: undefined, ACCT_NBR: undefined, PHN_NBR: undefined };
  expect(lexiconFor("Sky", "SKY_REC", fields).inFull("XQR_NM")).toBe("xqr name");
});

test("a part that several words could be is left as it is", () => {
  const fields = names("RTN_CD PNL_CD CUST_NM ACCT_NBR PHN_NBR");
  const lexicon = lexiconFor("Sessions", "SESS_RSP", fields);
  expect([lexicon.inFull("PNL_CD"), lexicon.inFull("RTN_CD")]).toEqual(["pnl code", "rtn code"]);
});

test("ordinary names are read as they are, and the lexicon is the same one", () => {
  const fields = names("firstName lastName id url apiKey ipAddress htmlBody createdAt phoneNumber");
  const lexicon = lexiconFor("Customers", "Customer", fields);
  expect(lexicon).toBe(lexiconOf());
  expect([lexicon.hasShortNames, lexicon.inFull("OFNDR_NM")]).toEqual([false, "OFNDR_NM"]);
});

test("a short form of a secret is read only where it keeps all of its consonants", () => {
  const fields = names("P_PSC CUST_NM ACCT_NBR PHN_NBR USR_PSWD");
  const lexicon = lexiconFor("Customers", "CUST_REC", fields);
  expect([lexicon.inFull("P_PSC"), lexicon.inFull("USR_PSWD")]).toEqual(["P_PSC", "user passwd"]);
});

test("one object of short names in another description is read as it is written", () => {
  const value = {
    openapi: "3.1.0",
    info: { title: "Positions", version: "1" },
    paths: {},
    components: {
      schemas: {
        Cells: { properties: Object.fromEntries(["gsm", "lte", "wcdma", "tdscdma", "nbr_ct"].map((one) => [one, {}])) },
        Position: {
          properties: Object.fromEntries(
            ["title", "description", "colour", "height", "weight", "owner", "price", "currency"].map((one) => [
              one,
              {},
            ]),
          ),
        },
      },
    },
  };
  expect(lexiconForNames({ entry: { value } as Source }, lexiconOf())).toBe(lexiconOf());
});

test("few short names among many do not make a style", () => {
  const fields = names(
    "cust_nm acct_nbr title description status owner price currency colour size weight height created updated",
  );
  expect(lexiconFor("Shop", "Product", fields)).toBe(lexiconOf());
});

test("a path with dots stays as it is written", () => {
  const fields = names("CUST_NM ACCT_NBR PHN_NBR ADDR_LN search.type.cust_nm");
  const lexicon = lexiconFor("Customers", "CUST_REC", fields);
  expect([lexicon.inFull("CUST_NM"), lexicon.inFull("search.type.cust_nm")]).toEqual([
    "customer name",
    "search.type.cust_nm",
  ]);
});
