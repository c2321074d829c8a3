// Servers for the journeys: each in a folder of its own, over a database with the small demonstration programme.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
/** The program under test; another build of it can be named. */
const program = process.env.ABHYAS_PROGRAM ?? join(root, "target/debug/abhyas");
const results = join(import.meta.dirname, "../test-results");

export type Server = { url: string; folder: string; stop: () => Promise<void> };

const place = (folder: string) => ["--database", `sqlite:${join(folder, "abhyas.sqlite3")}`, "--data-dir", folder];

/** Loads the small demonstration; `publish` makes its plan version 1. A second load goes on where the first ended. */
function load(folder: string, publish: boolean): void {
  const words = ["demonstration", "--small", "--seconds", "3", ...(publish ? [] : ["--no-publish"]), ...place(folder)];
  const done = spawnSync(program, words, { cwd: root, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`the demonstration does not load:\n${done.stdout}\n${done.stderr}`);
}

async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? found(address.port) : failed(new Error("no port"))));
    });
  });
}

/** Asks until the server says that it is ready; fails when it stops before. */
async function ready(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error("the server stopped before it was ready; see test-results/*.log");
}

/** Serves the programme in `folder`. Its log goes to test-results when it stops. */
async function serve(folder: string, name: string): Promise<Server> {
  const address = `127.0.0.1:${await freePort()}`;
  const words = ["serve", ...place(folder), "--site-dir", join(root, "target/site"), "--addr", address];
  const server = spawn(program, words, { cwd: root });
  const log: Buffer[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk: Buffer) => log.push(chunk));
  const keepLog = () => {
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, `${name}.log`), Buffer.concat(log));
  };
  const stop = async () => {
    const ended = new Promise((done) => server.once("exit", done));
    if (server.kill("SIGTERM")) await ended;
    keepLog();
  };
  const url = `http://${address}`;
  await ready(url, server).catch((error: unknown) => {
    keepLog();
    throw error;
  });
  return { url, folder, stop };
}

/** A server of a journey's own: the plan is still a draft, and what the journey changes nobody else sees. */
export async function ownServer(name: string): Promise<Server> {
  const template = process.env.ABHYAS_TEMPLATE;
  if (!template) throw new Error("the global setup sets ABHYAS_TEMPLATE");
  const folder = mkdtempSync(join(tmpdir(), "abhyas-own-"));
  cpSync(template, folder, { recursive: true });
  const server = await serve(folder, name);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Before all journeys: the demonstration as a draft to copy from, and one server with the plan published for those that only look. */
export default async function start(): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), "abhyas-end2end-"));
  const [template, shared] = [join(home, "template"), join(home, "shared")];
  mkdirSync(template);
  load(template, false);
  cpSync(template, shared, { recursive: true });
  load(shared, true);
  const server = await serve(shared, "server");
  process.env.ABHYAS_TEMPLATE = template;
  process.env.ABHYAS_URL = server.url;
  return async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
