const HEAD = /function (validate\d+)\(data, \{[^{}]*\}=\{\}\)\{/;
const CALL = new RegExp(
  String.raw`if\(!\((?<callee>\w+(?:\.validate)?)\((?<argument>[^,{}]+), \{instancePath(?::(?<place>[^{}]+?))?,parentData[^{}]*\}\)\)\)` +
    String.raw`\{vErrors = vErrors === null \? \k<callee>\.errors : vErrors\.concat\(\k<callee>\.errors\);errors = vErrors\.length;\}`,
  "g",
);
const MISS = /const (err\d+) = \{\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g;
const REPORT = /if\(vErrors === null\)\{vErrors = \[(err\d+)\];\}else \{vErrors\.push\(\1\);\}/g;
const SCHEMA_PATH = /schemaPath:"#([^"]*)"/g;
const UNKNOWN = /schemaPath|rootData|\.concat\(|vErrors\.push|vErrors = \[/;

/**
 * The code of ajv's function for a kind, made ours with the functions of `structure-runtime.mjs`. An error names the
 * kind and the place in it instead of a path in the schema. Places in the document are put together only for errors, on
 * the way back: on a sound document that saves most of the time. Errors have a limit. With `remembers`, an object is
 * looked at once. An object of which the `schema` asks nothing but plain values is through at a glance: most schemas of a
 * description are such, and the code of ajv's asks each after every key that there may be. Throws where ajv writes code
 * that these patterns don't know.
 */
export function tailored(code, kind, remembers, schema) {
  const own = HEAD.exec(code)[1];
  const memo = own.replace("validate", "memo");
  const plain = remembers ? plainKeys(schema) : undefined;
  const plainName = own.replace("validate", "plain");
  const glance = plain === undefined ? "" : `if(isPlain(data, ${plainName})){${own}.errors = null;return true;}`;
  const text = code
    .replace(HEAD, `function ${own}(data){const instancePath = "";${glance}${remembers ? recall(own, memo) : ""}`)
    .replace(CALL, (...match) => {
      const { callee, argument, place = '""' } = match.at(-1);
      return `if(!${callee}(${argument})){vErrors = gathered(vErrors, ${callee}.errors, ${place});errors = vErrors.length;}`;
    })
    .replace(MISS, "vErrors = missed(vErrors);")
    .replace(REPORT, "vErrors = reported(vErrors, $1);")
    .replace(SCHEMA_PATH, (_, path) => `kind:${JSON.stringify(kind)},at:${JSON.stringify(placeIn(path))}`)
    .replace(`${own}.errors = vErrors;`, `$&${remembers ? `if(errors > 0)${memo}.set(data, false);` : ""}`);
  const unknown = UNKNOWN.exec(text);
  if (unknown !== null)
    throw new Error(
      `ajv's code is not as expected: ${text.slice(Math.max(0, unknown.index - 100), unknown.index + 100)}`,
    );
  const table = plain === undefined ? "" : `const ${plainName} = ${plain};`;
  return remembers ? `${table}const ${memo} = newMemo();${text}` : text;
}

const ABOUT_KEYS = new Set(["type", "properties", "patternProperties", "additionalProperties"]);

/** The code of a table for `isPlain`; none where the schema asks more of an object than of its keys one by one. */
function plainKeys(schema) {
  const { type, properties = {} } = schema;
  if (type !== "object" || Object.keys(schema).some((key) => !ABOUT_KEYS.has(key))) return undefined;
  const entries = Object.entries(properties).flatMap(([key, sub]) => {
    if (sub === true) return [`[${JSON.stringify(key)},"any"]`];
    const { type: typeOf, enum: words, ...others } = sub;
    if ((typeOf !== "string" && typeOf !== "boolean") || Object.keys(others).length > 0) return [];
    return [`[${JSON.stringify(key)},${words === undefined ? `"${typeOf}"` : `new Set(${JSON.stringify(words)})`}]`];
  });
  return entries.length < 2 ? undefined : `new Map([${entries.join()}])`;
}

function recall(own, memo) {
  return (
    `if(typeof data == "object" && data !== null){const known = ${memo}.get(data);` +
    `if(known !== undefined){${own}.errors = null;return known;}${memo}.set(data, true);}`
  );
}

/** Where in a kind a rule is about: `/properties/scopes/additionalProperties/type` is about `scopes.*`. */
function placeIn(schemaPath) {
  const tokens = schemaPath.split("/").slice(1, -1).map(decodeURIComponent);
  let place = "";
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === "items") place += "[]";
    if (tokens[i] === "additionalProperties") place += ".*";
    if (tokens[i] === "properties") place += `.${tokens[++i]}`;
    if (tokens[i] === "patternProperties") [place, i] = [`${place}.*`, i + 1];
  }
  return place.replace(/^\./, "");
}
