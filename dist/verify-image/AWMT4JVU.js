import{inspect as o}from"node:util";var r=class{#r;constructor(t){this.#r=t}reveal(){return this.#r}toString(){return"***"}toJSON(){return"***"}[o.custom](){return"***"}};export{r as a};
