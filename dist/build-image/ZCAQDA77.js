import{createHash as e}from"node:crypto";var t=a=>`sha256:${e("sha256").update(a).digest("hex")}`;export{t as a};
