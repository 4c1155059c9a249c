const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const item = ({ text, dueAt, sentAt, urgent }) =>
  `<li>${urgent ? "<strong>!</strong> " : ""}${escape(text)} <small>${sentAt === null ? `due ${dueAt.toISOString()}` : "sent"}</small></li>`;

export const page = ({ reminders, sentToday, commit, sender }) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Reminders</title>
  <h1>Reminders</h1>
  <form method="post" action="/reminders">
    <input name="text" required maxlength="200" placeholder="Call the bank" />
    <label><input type="checkbox" name="urgent" value="true" /> urgent</label>
    <button>Remind me in a minute</button>
  </form>
  <ul>${reminders.map(item).join("")}</ul>
  <footer><small>${sentToday} sent today by ${escape(sender)} · ${escape(commit)}</small></footer>
</html>
`;
