// Holds JSON documents against a schema by ajv: node ajv_reader.cjs FILE
// FILE is {"schema": …, "documents": […]}; prints for each document a list of what is the matter with it.
const Ajv = require("../clients/node_modules/ajv/dist/2020");
const addFormats = require("../clients/node_modules/ajv-formats");
const { readFileSync } = require("fs");

const { schema, documents } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv({ strictSchema: true, strictNumbers: true, strictTypes: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);
const found = documents.map((document) => (validate(document) ? [] : validate.errors.map((error) => error.instancePath + " " + error.message)));
process.stdout.write(JSON.stringify(found));
