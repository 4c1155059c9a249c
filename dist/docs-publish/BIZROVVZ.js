var o=e=>typeof e=="object"&&e!==null&&"code"in e?String(e.code):"";export{o as a};
