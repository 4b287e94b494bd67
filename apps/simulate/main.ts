import { parseOptions } from "./options.ts";
import { simulate } from "./simulate.ts";

process.exitCode = await simulate(parseOptions(process.argv.slice(2)), (line) => console.log(line));
