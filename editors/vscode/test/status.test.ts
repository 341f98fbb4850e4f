import { expect, it } from "vitest";
import { type Status, brief, full } from "../src/status";

const policy: Status = {
  policies: 1,
  kind: "Identity policy",
  resource_type: null,
  reason: "no statement has a Principal",
  size: 1234,
  quota: 6144,
  unit: "characters",
  quota_of: "a managed policy",
  data_date: "2026-10-27",
};

it("shows the kind, and the size against the quota", () => {
  expect(brief(policy)).toBe("Identity policy 1,234/6,144");
  expect(brief({ ...policy, quota: null })).toBe("Identity policy 1,234");
  expect(brief({ ...policy, size: null, quota: null })).toBe("Identity policy");
});

it("explains them, and dates the data", () => {
  const text = full({ ...policy, resource_type: "AWS::S3::Bucket", policies: 3 });
  expect(text).toContain("**Identity policy** of AWS::S3::Bucket: no statement has a Principal");
  expect(text).toContain("1,234 characters of 6,144, the quota of a managed policy");
  expect(text).toContain("3 policies in this file");
  expect(text).toContain("AWS data of 2026-10-27");
  expect(full({ ...policy, size: null })).not.toContain("characters");
});
