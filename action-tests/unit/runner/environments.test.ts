import { environments } from "./cases/environments.ts";
import { describeCases } from "./table.ts";

describeCases("environments", environments);
