import { expressions } from "./cases/expressions.ts";
import { describeCases } from "./table.ts";

describeCases("expressions and contexts", expressions);
