import { chromium, type Page } from "playwright-core";
import { installed } from "./installed.ts";

/** Debian's Chromium; a browser of its own is never downloaded. */
export const browserPath = installed("chromium", "chromium-browser", "google-chrome");

export interface Visit {
  readonly page: Page;
  /** Errors of the console and of the page, and every request that left the page. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a page in headless Chromium at a width in CSS pixels; nothing may be asked for but what begins with `allowed`. */
export async function visit(
  address: string,
  width: number,
  scheme: "light" | "dark" = "light",
  allowed = address,
): Promise<Visit> {
  if (browserPath === undefined) throw new Error("Chromium is not installed");
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const complaints: string[] = [];
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(allowed) && !request.url().startsWith("data:"))
      complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(address);
  return { page, complaints, close: () => browser.close() };
}
