-- indicator: deputies_suggestions
-- owner: 区政府办公室
-- systems: S152
-- data: 模拟
-- freshness: 每次镜像之后
-- null: 一件也没有时是 0
SELECT count(*) AS value
FROM matter
WHERE mechanism = '人大代表建议' AND opened >= :from AND opened < :until
  AND outcome IS NOT NULL AND outcome <> '不作建议处理'
