import { z } from "zod";

import { createField, deleteField, editField, type WantedOption } from "../../acts/fields.ts";
import {
  createProject,
  deleteProject,
  deleteWorkflow,
  editProject,
  postStatus,
} from "../../acts/projects.ts";
import { linkRepository, unlinkRepository } from "../../acts/project-links.ts";
import { getNode } from "../../model/lookup.ts";
import type { ServedType } from "../served.ts";
import { Id, mutation } from "./mutation.ts";

const Option = z.strictObject({
  id: z.string().nullish(),
  name: z.string(),
  color: z.string(),
  description: z.string(),
});

function wanted(options: readonly z.infer<typeof Option>[]): WantedOption[] {
  return options.map(({ id, ...option }) => ({ ...option, id: id ?? undefined }));
}

/** Boards and their fields. */
export const PROJECT_MUTATIONS: readonly ServedType[] = [
  mutation("createProjectV2", { ownerId: Id, title: z.string(), repositoryId: Id.nullish() }, (by, input) => {
    const owner = getNode(by, input.ownerId, ["Organization", "User"]);
    const projectV2 = createProject(by, owner, input.title);
    if (input.repositoryId != null)
      linkRepository(by, projectV2, getNode(by, input.repositoryId, ["Repository"]));
    return { projectV2 };
  }),
  mutation(
    "updateProjectV2",
    {
      projectId: Id,
      title: z.string().optional(),
      shortDescription: z.string().nullish(),
      readme: z.string().nullish(),
      public: z.boolean().optional(),
      closed: z.boolean().optional(),
    },
    (by, { projectId, ...edit }) => {
      const projectV2 = getNode(by, projectId, ["ProjectV2"]);
      editProject(by, projectV2, edit);
      return { projectV2 };
    },
  ),
  mutation("deleteProjectV2", { projectId: Id }, (by, input) => {
    const projectV2 = getNode(by, input.projectId, ["ProjectV2"]);
    deleteProject(by, projectV2);
    return { projectV2 };
  }),
  mutation(
    "createProjectV2Field",
    {
      projectId: Id,
      name: z.string(),
      dataType: z.enum(["TEXT", "NUMBER", "DATE", "SINGLE_SELECT"]),
      singleSelectOptions: z.array(Option).nullish(),
    },
    (by, input) => {
      const project = getNode(by, input.projectId, ["ProjectV2"]);
      const { name, dataType } = input;
      const options = wanted(input.singleSelectOptions ?? []);
      return { projectV2Field: createField(by, project, { name, dataType, options }) };
    },
  ),
  mutation(
    "updateProjectV2Field",
    { fieldId: Id, name: z.string().nullish(), singleSelectOptions: z.array(Option).nullish() },
    (by, input) => {
      const projectV2Field = getNode(by, input.fieldId, ["ProjectV2SingleSelectField", "ProjectV2Field"]);
      const options = input.singleSelectOptions == null ? undefined : wanted(input.singleSelectOptions);
      editField(by, projectV2Field, { name: input.name ?? undefined, options });
      return { projectV2Field };
    },
  ),
  mutation("deleteProjectV2Field", { fieldId: Id }, (by, input) => {
    const projectV2Field = getNode(by, input.fieldId, ["ProjectV2SingleSelectField", "ProjectV2Field"]);
    deleteField(by, projectV2Field);
    return { projectV2Field };
  }),
  mutation("deleteProjectV2Workflow", { workflowId: Id }, (by, input) => {
    const workflow = getNode(by, input.workflowId, ["ProjectV2Workflow"]);
    deleteWorkflow(by, workflow);
    return { deletedWorkflowId: workflow.id, projectV2: workflow.project };
  }),
  mutation("linkProjectV2ToRepository", { projectId: Id, repositoryId: Id }, (by, input) => {
    const repository = getNode(by, input.repositoryId, ["Repository"]);
    linkRepository(by, getNode(by, input.projectId, ["ProjectV2"]), repository);
    return { repository };
  }),
  mutation("unlinkProjectV2FromRepository", { projectId: Id, repositoryId: Id }, (by, input) => {
    const repository = getNode(by, input.repositoryId, ["Repository"]);
    unlinkRepository(by, getNode(by, input.projectId, ["ProjectV2"]), repository);
    return { repository };
  }),
  mutation(
    "createProjectV2StatusUpdate",
    {
      projectId: Id,
      body: z.string().nullish(),
      status: z.string().nullish(),
      startDate: z.string().nullish(),
      targetDate: z.string().nullish(),
    },
    (by, { projectId, body = null, status = null, startDate = null, targetDate = null }) => {
      const project = getNode(by, projectId, ["ProjectV2"]);
      return { statusUpdate: postStatus(by, project, { body, status, startDate, targetDate }) };
    },
  ),
];
