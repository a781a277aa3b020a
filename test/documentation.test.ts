import { describe, expect, it } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { createProgram } from "../src/cli/program.ts";
import { aConsole } from "./cli/a-console.ts";

const pages = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

const text = (page: string): string => readFileSync(page, "utf8");
const prose = (page: string): string => text(page).replace(/^ *```[^]*?^ *```/gm, "");

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

function anchorsIn(page: string): readonly string[] {
  return [...prose(page).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

/** Links that lead to another file of the repository, or to a heading. */
function linksIn(page: string): readonly string[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

function leadsNowhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(target)) return true;
  return anchor !== undefined && !anchorsIn(target).includes(anchor);
}

const nothing = (): void => undefined;
const commands = createProgram({ console: aConsole(), environment: {} }, nothing).commands.map((command) =>
  command.name(),
);
const scripts = Object.keys((JSON.parse(text("package.json")) as { scripts: object }).scripts);

/** Words after a phrase, wherever it stands. */
function after(phrase: RegExp, page: string): readonly string[] {
  return [...text(page).matchAll(phrase)].map(([, word = ""]) => word);
}

describe("README and docs", () => {
  it.each(pages)("%s has no link that leads nowhere", (page) => {
    expect(linksIn(page).filter((link) => leadsNowhere(page, link))).toEqual([]);
  });

  it.each(pages)("%s names no script and no command that does not exist", (page) => {
    const run = after(/npm run (?:--silent )?([\w:-]+)/g, page);
    const called = after(/(?:`|npx )stagekeeper ([a-z]+)/g, page);

    expect(run.filter((name) => !scripts.includes(name))).toEqual([]);
    expect(called.filter((name) => !commands.includes(name))).toEqual([]);
  });

  it("are one book: each chapter of the contents leads to the next", () => {
    const contents = text("README.md").split("## Documentation")[1] ?? "";
    const chapters = [...contents.matchAll(/^\d+\. \[[^\]]*\]\(([^)]*)\)/gm)].map(([, path = ""]) => path);
    const next = chapters.map((chapter) => {
      const footer = /^Next: \[[^\]]*\]\(([^)]*)\)/m.exec(text(chapter))?.[1];
      return footer === undefined ? null : normalize(join(dirname(chapter), footer));
    });

    expect(chapters.length).toBeGreaterThan(10);
    expect(next).toEqual([...chapters.slice(1), null]);
  });
});
