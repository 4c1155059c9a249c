import { triggersAndInputs } from "./cases/triggers-and-inputs.ts";
import { describeCases } from "./table.ts";

describeCases("triggers and inputs", triggersAndInputs);
