-- indicator: pocket_parks
-- owner: 住建局
-- systems: S003
-- data: 模拟
-- freshness: 即时
-- null: 一处也没有时是 0
SELECT count(*) AS value
FROM matter
WHERE mechanism = '口袋公园建设' AND opened >= :from AND opened < :until AND outcome = '达到目标'
