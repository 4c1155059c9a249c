import { isName } from "../placeholder.ts";
import { assigned, special, token } from "../rule.ts";

const HEX32 = "[0-9a-f]{32}";

/** What a program talks to: chat, mail, money, logs. */
export const serviceRules = [
  assigned(
    "vendor-secret",
    "a key with its vendor's name",
    "adobe airtable alibaba algolia_admin asana bitbucket bittrex codecov coinbase confluent contentful droneci etsy facebook fastly finicity finnhub flickr freshbooks hubspot heroku intercom jira kraken kucoin launchdarkly linkedin mailgun mattermost meraki messagebird message_bird new-relic new_relic newrelic okta plaid rapidapi scalingo sendbird snyk sonar squarespace sumo travis twitch twitter yandex zendesk".split(
      " ",
    ),
    String.raw`[\w.=+/-]{15,200}`,
    {
      entropy: 3.3,
      isReal: ({ text, index, value }) =>
        /\d/.test(value) &&
        /[a-z]/i.test(value) &&
        !isName(value) &&
        !/^(?:https?:|[./])/.test(value) &&
        /token|secret|key|login|password/i.test(text.slice(index, index + 40)),
    },
  ),
  token(
    "plaid-token",
    "a Plaid token",
    ["access-sandbox-", "access-development-", "access-production-"],
    "[0-9a-f]{8}-[0-9a-f-]{27}",
  ),
  token("scalingo-token", "a Scalingo token", ["tk-us-"], String.raw`[\w-]{40,60}`),
  token("settlemint-token", "a SettleMint token", ["sm_aat_", "sm_pat_", "sm_sat_"], "[A-Za-z0-9]{16,40}"),
  token("intra42-secret", "an Intra42 secret", ["s-s4t2ud-", "s-s4t2af-"], "[0-9a-f]{64}"),
  token("harness-key", "a Harness key", ["pat.", "sat."], String.raw`[\w-]{22}\.[0-9a-z]{24}\.[0-9a-z]{20}`),
  token("frameio-token", "a Frame.io token", ["fio-u-"], String.raw`[\w=-]{60,70}`),
  token("lob-key", "a Lob key", ["live_", "test_"], "[0-9a-f]{35}(?![0-9a-f])"),
  token("yandex-key", "a Yandex key", ["AQVN"], String.raw`[\w-]{35,38}(?![\w-])`),

  token(
    "slack-token",
    "a Slack token",
    ["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xoxe.xox"],
    String.raw`[\w.-]{14,300}`,
    {
      entropy: 2.5,
      isReal: ({ value }) => /\d{6}|[0-9a-f]{16}/i.test(value),
    },
  ),
  token("slack-token", "a Slack app token", ["xapp-"], String.raw`\d-[A-Z0-9]{6,16}-\d{6,16}-[a-f0-9]{32,80}`),
  special(
    "slack-webhook",
    "a Slack webhook",
    ["hooks.slack.com/"],
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<value>[\w-]{6,24}\/[\w-]{6,24}\/[\w/-]{16,120})/,
    { entropy: 2.5, isReal: ({ value }) => !/T0{4,}|B0{4,}|X{8}/i.test(value) },
  ),
  special(
    "discord-webhook",
    "a Discord webhook",
    ["/api/webhooks/"],
    /(?<=discord(?:app)?\.com)\/api\/webhooks\/\d{16,20}\/(?<value>[\w-]{50,80})/,
    { entropy: 3 },
  ),
  assigned("discord-token", "a Discord bot's token", ["discord"], String.raw`[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,40}`, {
    entropy: 3.5,
  }),
  special(
    "teams-webhook",
    "a Teams webhook",
    ["webhook.office.com/webhookb2/"],
    /webhook\.office\.com\/webhookb2\/(?<value>[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36})/i,
  ),
  special(
    "telegram-token",
    "a Telegram bot's token",
    [":aa"],
    /(?<=(?<!\w)(?:bot)?\d{8,10}):AA(?<value>[\w-]{33})(?![\w-])/,
    { entropy: 3 },
  ),
  token(
    "stripe-key",
    "a Stripe key",
    ["sk_live_", "rk_live_", "sk_test_", "rk_test_", "sk_prod_", "rk_prod_"],
    "[A-Za-z0-9]{10,255}",
  ),
  token("stripe-webhook-secret", "a Stripe webhook secret", ["whsec_"], "[A-Za-z0-9+/=]{24,128}", { entropy: 3 }),
  token("square-token", "a Square token", ["sq0atp-", "sq0csp-", "sq0idp-"], String.raw`[\w-]{22,60}`),
  token("square-token", "a Square access token", ["EAAA"], String.raw`[\w-]{60}(?![\w-])`, { entropy: 4 }),
  token("facebook-token", "a Facebook access token", ["EAAM", "EAAC"], "[A-Za-z0-9]{80,300}", { entropy: 4 }),
  token("shopify-token", "a Shopify token", ["shpat_", "shpca_", "shppa_", "shpss_"], "[0-9a-fA-F]{32}"),
  token("twilio-key", "a Twilio key", ["SK"], "[0-9a-f]{32}(?![0-9A-Za-z])"),
  assigned(
    "twilio-token",
    "a Twilio auth token",
    ["twilio_auth_token", "twilio_token", "twilioauthtoken", "twilio.authtoken"],
    HEX32,
  ),
  token("sendgrid-key", "a SendGrid key", ["SG."], String.raw`[\w-]{16,32}\.[\w-]{32,64}`, { entropy: 3 }),
  token("mailgun-key", "a Mailgun key", ["key-"], `${HEX32}(?![0-9A-Za-z])`),
  special(
    "mailchimp-key",
    "a Mailchimp key",
    ["-us"],
    /(?<=(?<![0-9A-Za-z])(?<value>[0-9a-f]{32}))-us\d{1,2}(?![0-9A-Za-z])/,
    { entropy: 2.8 },
  ),
  token("brevo-key", "a Brevo key", ["xkeysib-", "xsmtpsib-"], "[0-9a-f]{64}-[A-Za-z0-9]{16}"),
  token("resend-key", "a Resend key", ["re_"], "[A-Za-z0-9]{8}_[A-Za-z0-9]{20,32}(?![A-Za-z0-9])", { entropy: 3.5 }),
  token("sentry-token", "a Sentry token", ["sntrys_", "sntryu_", "sntryi_"], String.raw`[\w+/=.-]{32,500}`),
  token("pagerduty-token", "a PagerDuty token", ["pdus+_", "pdeu+_"], String.raw`[\w-]{20,80}`),
  special("pagerduty-token", "a PagerDuty key", ["token token="], /token token=(?<value>[\w+-]{20})(?![\w+-])/i, {
    entropy: 3,
  }),
  assigned(
    "pagerduty-token",
    "a PagerDuty key",
    ["pagerduty", "pager_duty"],
    String.raw`[\w+-]{20}|[0-9a-f]{32}|R[A-Z0-9]{31}`,
    {
      entropy: 3,
      isReal: ({ value }) => /\d/.test(value),
    },
  ),
  assigned(
    "pagerduty-token",
    "a PagerDuty integration key",
    ["routing_key", "integration_key"],
    "[0-9a-fR][0-9a-fA-Z]{31}",
  ),
  assigned(
    "datadog-key",
    "a Datadog key",
    [
      "dd_api_key",
      "dd-api-key",
      "dd_app_key",
      "dd-application-key",
      "dd_application_key",
      "datadog_api_key",
      "datadog_app_key",
      "datadog_application_key",
      "datadogapikey",
      "datadog",
    ],
    "[0-9a-f]{40}|[0-9a-f]{32}",
  ),
  token("datadog-key", "a Datadog key", ["ddapp_", "ddpat_", "ddapi_"], "[A-Za-z0-9]{32,64}"),
  token("newrelic-key", "a New Relic key", ["NRAK-", "NRII-", "NRAA-", "NRRA-", "NRBR-"], String.raw`[\w-]{20,48}`),
  token("grafana-token", "a Grafana token", ["glsa_"], "[A-Za-z0-9]{32}_[0-9a-fA-F]{8}"),
  token("grafana-token", "a Grafana Cloud token", ["glc_eyJ"], "[A-Za-z0-9+/=]{32,400}"),
  token(
    "dynatrace-token",
    "a Dynatrace token",
    ["dt0c01.", "dt0s01.", "dt0s16."],
    String.raw`[A-Z0-9]{24}\.[A-Z0-9]{64}`,
  ),
  assigned("honeycomb-key", "a Honeycomb key", ["honeycomb", "x-honeycomb-team"], "[A-Za-z0-9]{22,64}", {
    entropy: 3.2,
    isReal: ({ value }) => /\d/.test(value) && /[A-Za-z]/.test(value),
  }),
  token("linear-key", "a Linear key", ["lin_api_", "lin_oauth_"], "[A-Za-z0-9]{32,80}"),
  token("notion-token", "a Notion token", ["ntn_"], "[A-Za-z0-9]{40,60}"),
  token("notion-token", "a Notion token", ["secret_"], "[A-Za-z0-9]{43}(?![A-Za-z0-9])", { entropy: 4 }),
  token("airtable-token", "an Airtable token", ["pat"], String.raw`[A-Za-z0-9]{14}\.[0-9a-f]{64}`),
  token("hubspot-token", "a HubSpot token", ["pat-na1-", "pat-na2-", "pat-eu1-"], "[0-9a-f]{8}-[0-9a-f-]{27}"),
  token("figma-token", "a Figma token", ["figd_", "figo_"], String.raw`[\w-]{36,60}`),
  token("dropbox-token", "a Dropbox token", ["sl."], String.raw`(?:u\.)?[\w-]{100,1500}`, { entropy: 4 }),
  token("mapbox-token", "a secret Mapbox token", ["sk.eyJ"], String.raw`[\w-]{20,300}\.[\w-]{20,40}`),
  token("typeform-token", "a Typeform token", ["tfp_"], String.raw`[\w.=-]{40,80}`),
  token("prefect-key", "a Prefect key", ["pnu_"], "[A-Za-z0-9]{36}"),
  token("readme-key", "a ReadMe key", ["rdme_"], "[a-z0-9]{60,80}"),
  token("duffel-token", "a Duffel token", ["duffel_live_", "duffel_test_"], String.raw`[\w=-]{40,60}`),
  token("easypost-key", "an EasyPost key", ["EZAK", "EZTK"], "[A-Za-z0-9]{54}"),
  token("flutterwave-key", "a Flutterwave key", ["FLWSECK-", "FLWSECK_TEST-"], "[0-9a-zA-Z]{12,40}"),
  token("shippo-token", "a Shippo token", ["shippo_live_", "shippo_test_"], "[0-9a-f]{40}"),
  token("adafruit-key", "an Adafruit IO key", ["aio_"], "[A-Za-z0-9]{28}(?![A-Za-z0-9])", { entropy: 3.5 }),
];
