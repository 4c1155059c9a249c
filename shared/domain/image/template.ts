/** What stands between `{{` and `}}`: a value, or a function of the format in quotes and the time zone behind it. */
export type Variable = string | ((format: string, zone: string) => string);

const EXPRESSION = /\{\{\s*(\w+)(?:\s+'([^']*)')?(?:\s+tz='([^']*)')?\s*\}\}/g;

/** Puts values in; what is not known stays as it is written, in `unknown`. */
export function fill(
  pattern: string,
  variables: Readonly<Record<string, Variable | undefined>>,
): { readonly text: string; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const text = pattern.replaceAll(EXPRESSION, (whole: string, name: string, format?: string, zone?: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) {
      unknown.push(whole);
      return whole;
    }
    return typeof value === "string" ? value : value(format ?? "YYYYMMDD", zone ?? "UTC");
  });
  return { text, unknown };
}

const PARTS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
} as const;

/** A date in a time zone, in the letters of moment.js that make sense in a tag. A zone that there is not is UTC. */
export function formatDate(date: Date, format: string, zone: string): string {
  const part = partsOf(date, zone);
  const values: Readonly<Record<string, string>> = {
    YYYY: part("year"),
    YY: part("year").slice(-2),
    MM: part("month"),
    DD: part("day"),
    HH: part("hour"),
    mm: part("minute"),
    ss: part("second"),
    SSS: String(date.getUTCMilliseconds()).padStart(3, "0"),
    X: String(Math.floor(date.getTime() / 1000)),
  };
  return format.replaceAll(/YYYY|YY|MM|DD|HH|mm|ss|SSS|X/g, (letters) => `${values[letters]}`);
}

function partsOf(date: Date, timeZone: string): (type: string) => string {
  const format = (zone: string) => new Intl.DateTimeFormat("en-GB", { ...PARTS, hourCycle: "h23", timeZone: zone });
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = format(timeZone);
  } catch {
    formatter = format("UTC");
  }
  const parts = new Map<string, string>(formatter.formatToParts(date).map(({ type, value }) => [type, value]));
  return (type) => `${parts.get(type)}`;
}
