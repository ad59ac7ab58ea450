// The list with one of its elements in another place; nothing where it would stay where it is.
export function moved<Element>(list: Element[], from: number, to: number): Element[] | null {
  const element = list[from];
  const place = Math.max(0, Math.min(list.length - 1, to));
  if (element === undefined || place === from) return null;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, place), element, ...rest.slice(place)];
}
