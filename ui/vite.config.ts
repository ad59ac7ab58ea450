import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const source = path.resolve(import.meta.dirname, "src");

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": source } },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  build: {
    target: "es2022",
    manifest: true,
    cssCodeSplit: true,
    // Inlined assets would need data: in more places of the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            {
              name: "data",
              test: /node_modules[\\/]@tanstack[\\/](query|react-query|router|react-router|history|store|react-store)/,
              priority: 20,
            },
            {
              name: "kit",
              test: /node_modules[\\/](@mantine[\\/](core|hooks|notifications|store)|@floating-ui|clsx|tabbable|react-remove-scroll|react-textarea|react-number)/,
              priority: 20,
            },
            { name: "text", test: /node_modules[\\/](i18next|react-i18next)/, priority: 20 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
    restoreMocks: true,
  },
});
