import { actions } from "./cases/actions.ts";
import { describeCases } from "./table.ts";

describeCases("actions", actions);
