import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { read } from "./body.ts";
import { paged } from "./paging.ts";
import { invalid, notFound } from "./refusal.ts";
import { apiUrl, htmlUrl, nodeId, time, userView } from "./views.ts";
import { type Comment, count, newId, type Repository, type Token, type World } from "./world.ts";

interface Here {
  readonly repository: Repository;
  readonly token: Token;
}

const longest = 65_536;

const body = z.looseObject({ body: z.string().min(1) });

const text = (request: Incoming): string => {
  const { body: given } = read("IssueComment", body, request);
  if (given.length > longest)
    throw invalid("IssueComment", "body", "custom", `body is too long (maximum is ${longest} characters)`);
  return given;
};

const view = (world: World, repository: Repository, comment: Comment) => ({
  url: `${apiUrl(world, repository)}/issues/comments/${comment.id}`,
  html_url: `${htmlUrl(repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
  issue_url: `${apiUrl(world, repository)}/issues/${comment.issue}`,
  id: comment.id,
  node_id: nodeId("IC", comment.id),
  user: userView(world, comment.author),
  created_at: time(comment.createdAt),
  updated_at: time(comment.updatedAt),
  author_association: "NONE",
  body: comment.body,
  performed_via_github_app: null,
});

const issueOf = ({ repository }: Here, { params }: Incoming): number => {
  const pull = repository.pulls.find(({ number }) => String(number) === params["issue"]);
  if (!pull) throw notFound();
  return pull.number;
};

const commentOf = ({ repository }: Here, { params }: Incoming): Comment => {
  const comment = repository.comments.find(({ id }) => String(id) === params["comment"]);
  if (!comment) throw notFound();
  return comment;
};

/** Oldest first. */
export const listComments = (world: World, request: Incoming, here: Here): Reply => {
  const issue = issueOf(here, request);
  const since = request.query.get("since");
  const from = since === null ? 0 : Date.parse(since);
  const found = here.repository.comments.filter((each) => each.issue === issue && each.updatedAt.getTime() >= from);
  return paged(
    world.url,
    request,
    found.map((comment) => view(world, here.repository, comment)),
  );
};

export const createComment = (world: World, request: Incoming, here: Here): Reply => {
  const issue = issueOf(here, request);
  const now = world.now();
  const author = here.token.login;
  const comment = { id: newId(world), issue, body: text(request), author, createdAt: now, updatedAt: now };
  here.repository.comments.push(comment);
  count(world, "comments created");
  return { status: 201, body: view(world, here.repository, comment) };
};

export const getComment = (world: World, request: Incoming, here: Here): Reply => ({
  status: 200,
  body: view(world, here.repository, commentOf(here, request)),
});

export const updateComment = (world: World, request: Incoming, here: Here): Reply => {
  const comment = commentOf(here, request);
  comment.body = text(request);
  comment.updatedAt = world.now();
  count(world, "comments updated");
  return { status: 200, body: view(world, here.repository, comment) };
};

export const deleteComment = (world: World, request: Incoming, here: Here): Reply => {
  const { comments } = here.repository;
  comments.splice(comments.indexOf(commentOf(here, request)), 1);
  count(world, "comments deleted");
  return { status: 204 };
};
