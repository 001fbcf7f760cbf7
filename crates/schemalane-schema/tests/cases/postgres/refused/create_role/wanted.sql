CREATE ROLE somebody;
