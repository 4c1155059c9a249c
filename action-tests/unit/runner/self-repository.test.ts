import { selfRepository } from "./cases/self-repository.ts";
import { describeCases } from "./table.ts";

describeCases("self-repository references", selfRepository);
