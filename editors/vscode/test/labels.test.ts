import { expect, it } from "vitest";
import { shortened } from "../src/labels";

it.each([
  ["arn:aws:rekognition:${Region}:${Account}:collection/${CollectionId}", "rekognition:…:collection/${CollectionId}"],
  ["arn:aws-cn:iam::${Account}:role/${RoleNameWithPath}", "iam:…:role/${RoleNameWithPath}"],
  ["arn:aws:sqs:eu-west-1:${Account}:${QueueName}", "sqs:…:${QueueName}"],
  ["arn:aws:s3:::${BucketName}/${ObjectName}", "arn:aws:s3:::${BucketName}/${ObjectName}"],
  ["arn:", "arn:"],
  ["s3:GetObject", "s3:GetObject"],
])("shows %s as %s", (label, expected) => {
  expect(shortened(label)).toBe(expected);
});
