import { describe, expect, it } from "@jest/globals";
import { readMarkers } from "../../../src/core/text/marker.ts";
import { noticeText } from "../../../src/core/words/notice.ts";

describe("noticeText", () => {
  it("says that commands wait while the pipeline is paused, and mentions nobody whom a file names", () => {
    const text = noticeText("notice/7", [{ about: "paused", message: "the field of @mona is gone" }]);

    expect(text).toContain("No card is judged or moved, and commands wait, until this is put right:");
    expect(text).not.toContain("@mona");
    expect(readMarkers(text)).toMatchObject([{ key: "notice/7", kind: "notice" }]);
  });

  it("tells of the pause first, then of the file, and leaves out what is well", () => {
    const text = noticeText("notice/7", [
      { about: "playbook", message: "line 3: no such stage" },
      { about: "paused", message: "the board is gone" },
    ]);

    expect(text.indexOf("the board is gone")).toBeLessThan(text.indexOf("line 3: no such stage"));
    expect(text).not.toContain("do not quite agree");
  });
});
