// A certified OpenID provider for the tests: everybody may sign in by name, without a password.
// It reads its settings as JSON: { port, redirect, farewell, secret, people: { name: claims } }
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { port, redirect, farewell, secret, people } = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;

const page = (title, body) =>
  `<!doctype html><html lang="de"><title>${title}</title><link rel="icon" href="data:,"><h1>${title}</h1>${body}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: "lotsen",
    client_secret: secret,
    redirect_uris: [redirect],
    post_logout_redirect_uris: [farewell],
    grant_types: ["authorization_code"],
    response_types: ["code"],
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  cookies: { keys: ["for the tests"] },
  pkce: { required: () => true },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx, form) => {
        const button = '<button form="op.logoutForm" name="logout" value="yes">Überall abmelden</button>';
        ctx.body = page("Abmelden beim Dienst", form + button);
      },
    },
  },
  findAccount: async (_ctx, name) =>
    people[name] && { accountId: name, claims: async () => ({ sub: name, ...people[name] }) },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

for (const mistake of ["server_error", "grant.error", "authorization.error", "end_session.error"]) {
  provider.on(mistake, (_ctx, error) => console.error(mistake, error.message, error.error_detail ?? ""));
}

const form = page(
  "Anmelden beim Dienst",
  '<form method="post"><label>Name <input name="name" autofocus></label><button>Weiter</button></form>',
);

async function interact(request, response) {
  if (request.method !== "POST") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(form);
    return;
  }
  let body = "";
  for await (const chunk of request) body += chunk;
  const accountId = new URLSearchParams(body).get("name");
  const result = people[accountId]
    ? { login: { accountId } }
    : { error: "access_denied", error_description: "<b>nobody</b>" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const rest = provider.callback();
createServer((request, response) => {
  const answer = request.url.startsWith("/interaction/") ? interact : rest;
  answer(request, response);
}).listen(port, "127.0.0.1", () => console.log("listening"));
