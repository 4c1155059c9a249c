import { commands } from "./cases/commands.ts";
import { describeCases } from "./table.ts";

describeCases("workflow commands", commands);
