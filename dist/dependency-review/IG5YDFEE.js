import{c as l,d as f}from"./FH3LJNZ7.js";var g=/[#$&*<>[\\\]_`|~]/g,$=e=>`&#${e.charCodeAt(0)};`,d="&#8203;",u=(e,t=2e3)=>f(e,t).replace(g,$).replaceAll("@",`@${d}`).replace(/&#35;(?=[\w&])/g,`&#35;${d}`).replace(/(gh)(?=-\d)/gi,`$1${d}`).replace(/:(?=\/)/g,`:${d}`).replace(/(www|mailto|xmpp)(?=[.:])/gi,`$1${d}`).replace(/^(?:[-+=!]|\d+(?=[.)]))/,o=>/\d/.test(o)?`${o}${d}`:$(o)),h=(e,t=500)=>`<code>${f(e,t).replace(g,$)}</code>`;function w(e,t=""){let o=l(e).join(`
`),c=(o.match(/`+/g)??[]).reduce((i,n)=>Math.max(i,n.length),0),r="`".repeat(Math.max(3,c+1));return`${r}${t.replace(/[^\w-]/g,"")}
${o}
${r}`}function _(e,t){let o=URL.parse(t);if(o===null||!/^https?:$/.test(o.protocol)||o.username!==""||o.password!=="")return u(e);let c=o.href.replace(/[()<>[\]\\`*_|"'\s]/g,r=>encodeURIComponent(r));return`[${u(e)}](<${c.replace(/['()*]/g,r=>`%${r.charCodeAt(0).toString(16)}`)}>)`}var y=1047552,x="_This summary was cut: GitHub takes at most 1 MiB._";function j(e=y){let t=[],o=0,c=!1,r=n=>{let s=Buffer.byteLength(n)+2;return!c&&o+s<=e?(t.push(n),o+=s):c||(c=!0,t.push(x)),i},i={heading:(n,s=2)=>r(`${"#".repeat(s)} ${m(n)}`),paragraph:(...n)=>r(n.map(m).join(" ")),list:n=>n.length===0?i:r(n.map(s=>`- ${m(s)}`).join(`
`)),table:(n,s)=>r([p(n),p(n.map(()=>({raw:"---"}))),...s.map(a=>p(a))].join(`
`)),facts:n=>{let s=Object.entries(n).filter(([,a])=>a!==void 0&&a!=="");return s.length===0?i:r([p(["",""]),p([{raw:"---"},{raw:"---"}]),...s.map(C)].join(`
`))},code:(n,s)=>r(w(n,s)),details:(n,s)=>{let a=j(Math.max(0,e-o-1024));return s(a),r(`<details><summary>${u(n)}</summary>

${a.markdown()}
</details>`)},markdown:()=>t.length===0?"":`${t.join(`

`)}
`};return i}function m(e){return typeof e=="string"?u(e):"code"in e?h(e.code):_(e.link,e.to)}var p=e=>`| ${e.map(S).join(" | ")} |`;function S(e){return typeof e=="object"&&"raw"in e?e.raw:b(e)?e.map(m).join(""):m(e)}var b=e=>Array.isArray(e),C=([e,t])=>p([e,typeof t=="object"?t:String(t)]);var k={s:1,m:60,h:3600,d:86400,w:604800},M=/^(\d{1,9})\s*([smhdw])$/,T=/^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/,A=[604800,86400,3600,60,1],R=e=>{let[,t="",o=""]=M.exec(e.trim())??[],c=T.exec(e.trim()),r=c?A.reduce((i,n,s)=>i+n*Number(c[s+1]??0),0):Number(t)*(k[o]??0);return r>0?r:void 0};export{j as a,R as b};
