// Reads GIFT by gift-pegjs and prints each question as JSON: node gift_reader.cjs FILE
const { parse } = require("../clients/node_modules/gift-pegjs");
const { readFileSync } = require("fs");

process.stdout.write(JSON.stringify(parse(readFileSync(process.argv[2], "utf8"))));
