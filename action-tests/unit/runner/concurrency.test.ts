import { concurrency } from "./cases/concurrency.ts";
import { describeCases } from "./table.ts";

describeCases("concurrency", concurrency);
