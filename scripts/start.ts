/** `npm start`: the product on a laptop. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../demo/main.ts";

process.exitCode = await main(join(dirname(fileURLToPath(import.meta.url)), ".."), process.argv.slice(2));
