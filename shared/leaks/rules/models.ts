import { BORDER, special, token } from "../rule.ts";

/** Language models and their hosts. */
export const modelRules = [
  token("anthropic-key", "an Anthropic key", ["sk-ant-"], String.raw`[\w-]{20,200}`, { entropy: 3 }),
  token("openrouter-key", "an OpenRouter key", ["sk-or-"], "v1-[0-9a-f]{64}"),
  token("langfuse-key", "a Langfuse key", ["sk-lf-"], "[0-9a-f]{8}-[0-9a-f-]{27}"),
  token(
    "openai-key",
    "an OpenAI key",
    ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"],
    String.raw`[\w-]{20,300}`,
    { entropy: 3 },
  ),
  special(
    "openai-key",
    "an OpenAI key",
    ["sk-"],
    new RegExp(String.raw`${BORDER}sk-(?<value>[A-Za-z0-9]{32,64})(?![\w-])`),
    {
      entropy: 3,
      isReal: ({ value }) => /\d/.test(value),
    },
  ),
  token("huggingface-token", "a Hugging Face token", ["hf_", "api_org_"], "[A-Za-z]{34,40}(?![A-Za-z0-9_])", {
    entropy: 3.2,
  }),
  token("replicate-token", "a Replicate token", ["r8_"], "[A-Za-z0-9]{37,40}"),
  token("groq-key", "a Groq key", ["gsk_"], "[A-Za-z0-9]{40,60}"),
  token("xai-key", "an xAI key", ["xai-"], "[A-Za-z0-9]{60,90}"),
  token("perplexity-key", "a Perplexity key", ["pplx-"], "[A-Za-z0-9]{40,60}"),
];
