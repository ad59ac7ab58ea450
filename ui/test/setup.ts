import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// jsdom knows neither media queries nor observers, and the kit asks for both on every render.
Object.defineProperty(window, "matchMedia", {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    addListener: vi.fn(),
    removeListener: vi.fn(),
    dispatchEvent: vi.fn(),
  }),
});

// Growing text areas measure anew when fonts arrive.
Object.defineProperty(document, "fonts", {
  value: { addEventListener: vi.fn(), removeEventListener: vi.fn() },
});

class QuietObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver = QuietObserver as unknown as typeof ResizeObserver;
window.HTMLElement.prototype.scrollIntoView = () => {};

// A loaded machine is slow, not wrong. And a whole page of markup helps nobody to read a failure.
configure({
  asyncUtilTimeout: 8000,
  getElementError: (message) => new Error(message ?? "no such element"),
});

afterEach(cleanup);
