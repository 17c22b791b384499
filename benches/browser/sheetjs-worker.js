importScripts("./xlsx.full.min.js");

// Reads the workbook and takes every row out of it, as an import must.
self.onmessage = ({ data }) => {
  const started = performance.now();
  const workbook = XLSX.read(data, { type: "array", cellDates: true, dense: true });
  const rows = XLSX.utils.sheet_to_json(workbook.Sheets[workbook.SheetNames[0]], { header: 1 });
  self.postMessage({ ms: performance.now() - started, rows: rows.length });
};
