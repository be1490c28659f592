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
 * looked at once. Throws where ajv writes code that these patterns don't know.
 */
export function tailored(code, kind, remembers) {
  const own = HEAD.exec(code)[1];
  const memo = own.replace("validate", "memo");
  const text = code
    .replace(HEAD, `function ${own}(data){const instancePath = "";${remembers ? recall(own, memo) : ""}`)
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
  return remembers ? `const ${memo} = newMemo();${text}` : text;
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
