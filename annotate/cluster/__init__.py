"""The engine that works on a Dask cluster, of one machine or many: ``annotate batch --engine dask``.

Workers put results beside their places in the folder that all machines share; the main process, which decides about
names and keeps the journal, moves them there. No document's results pass through it. `engine` is what runs in the
main process, `remote` what runs in a worker.
"""
