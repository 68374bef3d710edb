"""The engine that works in several processes, which may hang, leak and die.

`supervisor` hands out the work and watches over the workers, `slots` keeps the order, `judgement` says what becomes of
documents whose worker is lost; `member` is one worker as the supervisor sees it, `child` what runs in it, `tasks` what
goes to and fro, and `whereabouts` where a worker is.

Each worker has a pipe of its own, so that one that is killed while it writes tears nobody else's messages. (A pool
whose workers share a pipe, as pebble's 5.2 do, waits for ever after that; and after a task that ends its process
with status 0.)
"""
