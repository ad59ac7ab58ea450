// Later names are told by browsers that call themselves by the earlier ones, too.
const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\/(\d+)/, "Edge"],
  [/OPR\/(\d+)/, "Opera"],
  [/YaBrowser\/(\d+)/, "Yandex Browser"],
  [/(Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(HeadlessChrome|Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/\S+ (Mobile\S* )?Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

// "Firefox, Windows" instead of the sentence that browsers introduce themselves with; programs keep their own name.
export function browserName(agent: string): string {
  const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = named(browsers);
  if (!browser) return agent;
  return [browser, named(systems)].filter(Boolean).join(", ");
}
