import { fileCommands } from "./cases/file-commands.ts";
import { describeCases } from "./table.ts";

describeCases("command files", fileCommands);
